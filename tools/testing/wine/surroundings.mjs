// Loaded before the tests that run under Wine: what Windows has and Wine has not.
import { Socket } from 'node:net';

// Wine 8 knows no TCP_KEEPIDLE: a connection that is to be kept alive ends as UNKNOWN before it begins.
Socket.prototype.setKeepAlive = function setKeepAlive() {
  return this;
};

// Folders whose names git of this machine knows as well (see gitRelay.ts), and the program that speaks for it.
process.env.TEMP = process.env.TEST_TEMP;
process.env.TMP = process.env.TEST_TEMP;
if (!process.env.PATH?.startsWith(`${process.env.TEST_GIT};`)) {
  process.env.PATH = `${process.env.TEST_GIT};${process.env.PATH}`;
}
