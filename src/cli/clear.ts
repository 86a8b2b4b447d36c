/** `clear`: forgets the answers that are kept on this machine. */
import { count } from '../core/wording/amounts.ts';
import { terminalLine } from '../core/wording/terminalText.ts';
import { type Command, UsageError } from './command.ts';
import { storeOf } from './indexAccess.ts';

export const clear: Command = {
  name: 'clear',
  summary: 'Forgets the stored answers of every site on this machine, for the editor as well.',
  usage: 'clear --yes',
  options: { yes: { type: 'boolean', help: 'they were paid for, and are to be deleted' } },
  examples: ['broken-backlinks clear --yes'],
  async run(args, host) {
    if (!args.flag('yes')) {
      throw new UsageError('The stored answers were paid for; nothing was deleted. Delete them with clear --yes.');
    }
    const deleted = await storeOf(host).answers.clear();
    host.out(terminalLine(`${count(deleted, 'stored answer')} deleted. The next audit asks again, at its price.`));
    return 0;
  },
};
