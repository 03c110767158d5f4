/** `toReach`: a `reach` expectation, judged as if it stood in the design. */
import {
  evaluateExpectations,
  namedPlaces,
  nearest,
  openDesign,
  parsePrefix,
  solve,
  type Design,
  type Expectation,
  type OpenOptions,
  type Problem,
} from '../index.ts';
import { filesOfDisk, inputOf } from './input-of.ts';
import { refuse, type Matched } from './matched.ts';

export interface ToReachOptions extends Omit<OpenOptions, 'from'> {
  /** Where the packets start: a VPC, one of its route tables (`app/main`), a router, a connection. */
  readonly from: string;
  /** The connections they may cross, and no other. */
  readonly via?: string | readonly string[];
  /** It is still reached after any so many failures of each kind, such as `{ tunnels: 1 }`. */
  readonly afterFailuresOf?: NonNullable<Expectation['afterFailuresOf']>;
}

export function toReach(received: unknown, prefix: string, options: ToReachOptions): Matched {
  const { from, via, afterFailuresOf, ...opening } = options;
  const opened = openDesign(inputOf(received), { files: filesOfDisk, ...opening });
  if (!opened.ok) refuse(opened.problems);
  const wanted = {
    prefix,
    from,
    via: via === undefined ? null : [via].flat(),
    afterFailuresOf: afterFailuresOf ?? null,
  };
  const design: Design = { ...opened.design, expect: [expectationOf(wanted, opened.design)] };
  const { settings } = opened;
  const [evaluated] = evaluateExpectations({ design, settings, solution: solve(design, settings) });
  const { met = false, why = '' } = evaluated ?? {};
  return {
    pass: met,
    message: () => `${prefix} is ${met ? '' : 'not '}reached from ${from} as expected: ${why}`,
  };
}

interface Wanted {
  readonly prefix: string;
  readonly from: string;
  readonly via: readonly string[] | null;
  readonly afterFailuresOf: Expectation['afterFailuresOf'];
}

/** A name that does not exist is refused: nothing reaches it, and `.not` would pass for the wrong reason. */
function expectationOf({ prefix, from, via, afterFailuresOf }: Wanted, design: Design): Expectation {
  const problems: Problem[] = [];
  const report = (message: string, suggestion: string | null): void => {
    problems.push({ message, at: null, excerpt: null, width: 1, suggestion });
  };
  const { places, connections } = namedPlaces(design);
  if (!places.has(from)) report(`there is no place ${from} in this design`, nearest(from, places.keys()));
  for (const name of via ?? []) {
    if (!connections.has(name))
      report(`there is no connection ${name} in this design`, nearest(name, connections.keys()));
  }
  const parsed = parsePrefix(prefix);
  if (!parsed.ok) report(`${prefix}: ${parsed.why}`, parsed.suggestion);
  if (!parsed.ok || problems.length > 0) return refuse(problems);
  return { kind: 'reach', prefix: parsed.value, from, via, holds: true, afterFailuresOf };
}
