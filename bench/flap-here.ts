/** The flapping day in this process, to be measured from outside. */
import { simulateFlappingDay } from './simulate-flapping.ts';

const { events } = simulateFlappingDay();
const resets = events.filter(({ kind }) => kind === 'prefixLimitExceeded').length;
// Two sessions, every two minutes, and what little a new session takes besides.
if (resets < 1300 || resets > 1440) {
  console.error(`${resets} resets in a day`);
  process.exit(2);
}
