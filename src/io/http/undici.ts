/** What is asked of the network by, read on the first request. A bundle keeps names of a module only, not of what a library gives to `require`. */
export { fetch, request } from 'undici';
