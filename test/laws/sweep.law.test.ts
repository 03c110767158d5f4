/** A sweep is the same however it is cut: in shards, in batches, ended and gone on with; and equal cases are equal. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChanges } from '../../src/design/change.ts';
import { failureKinds } from '../../src/design/vocabulary.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { FailureJudge } from '../../src/rules/failures/failure-judge.ts';
import { mergeShards } from '../../src/rules/failures/merge-shards.ts';
import { placeBreach } from '../../src/rules/failures/place-breach.ts';
import { sweepResult } from '../../src/rules/failures/sweep-findings.ts';
import {
  casesOf,
  isInShard,
  readShard,
  type Shard,
  type SweepHead,
  type WorseCase,
  writeBatch,
  writeHead,
} from '../../src/rules/failures/sweep-record.ts';
import { solve } from '../../src/solve/solve.ts';
import { sweepCases } from '../../src/sweep/sweep-cases.ts';
import { caseArbitrary, designOf, settingsOf } from '../arbitraries/design.ts';
import { dumpSolution } from '../oracle/dump-solution.ts';

const head = (solved: number): SweepHead => ({
  routecap: '0',
  digest: 'd',
  profile: 'faq',
  inputs: ['design.yaml'],
  kinds: ['tunnels'],
  atOnce: 1,
  sets: solved,
  idle: 0,
  solved,
});

const worseCase = (ordinal: number): WorseCase => ({
  ordinal,
  names: [`thing ${ordinal}`],
  breaches: [
    { rule: 'vpn/connection-down', subject: `s${ordinal % 3}`, message: 'down', path: [], at: null, suppressed: null },
  ],
});

/** The text a shard writes, in batches of the given sizes. */
function written(solved: number, shard: Shard, worse: ReadonlySet<number>, sizes: readonly number[]): string {
  const own = Array.from({ length: solved }, (_, ordinal) => ordinal).filter((ordinal) => isInShard(ordinal, shard));
  expect(own.length).toBe(casesOf(shard, solved));
  let text = writeHead(head(solved), shard);
  for (let from = 0, turn = 0; from < own.length; turn += 1) {
    const part = own.slice(from, from + (sizes[turn % sizes.length] ?? 1));
    text += writeBatch({
      from,
      count: part.length,
      worse: part.filter((ordinal) => worse.has(ordinal)).map(worseCase),
    });
    from += part.length;
  }
  return text;
}

const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });

describe('shards', () => {
  test('part the cases and together are the whole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.nat({ max: 59 })),
        sizes,
        (solved, of, marks, cut) => {
          const worse = new Set(marks.filter((mark) => mark < solved));
          const whole = [...worse].sort((a, b) => a - b).map(worseCase);
          const records = Array.from({ length: of }, (_, at) => {
            const shard = { index: at + 1, of };
            const read = readShard(written(solved, shard, worse, cut));
            if ('wrong' in read) throw new Error(read.wrong);
            return { file: `part-${at}`, record: read.record };
          });
          expect(mergeShards([...records].reverse())).toEqual({ head: head(solved), worse: whole, problems: [] });
          const options = { failOn: 'error' } as const;
          const merged = mergeShards(records);
          if (merged.head === null) throw new Error('not merged');
          expect(sweepResult(merged.head, merged.worse, options)).toEqual(sweepResult(head(solved), whole, options));
        },
      ),
    );
  });

  test('ended anywhere, hold what was finished, and nothing of what was not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        sizes,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (solved, cut, where) => {
          const shard = { index: 1, of: 1 };
          const text = written(solved, shard, new Set([0, 3, 7]), cut);
          const first = text.indexOf('\n') + 1;
          const end = first + Math.floor((text.length - first) * where);
          const read = readShard(text.slice(0, end));
          if ('wrong' in read) throw new Error(read.wrong);
          const { record } = read;
          expect(text.slice(0, record.wholeLength).endsWith('\n')).toBe(true);
          expect(text.slice(record.wholeLength, end)).not.toContain('\n');
          const rest = readShard(text);
          if ('wrong' in rest) throw new Error(rest.wrong);
          expect(record.batches).toEqual(rest.record.batches.slice(0, record.batches.length));
          expect(record.tried).toBe(record.batches.reduce((sum, { count }) => sum + count, 0));
        },
      ),
    );
  });

  test('any text is read or refused, and never crashes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (junk, at) => {
        const text = written(9, { index: 1, of: 2 }, new Set([2]), [2]);
        readShard(junk);
        const place = at % (text.length + 1);
        readShard(text.slice(0, place) + junk + text.slice(place));
      }),
    );
  });
});

describe('the cases of a sweep', () => {
  const scope = { kinds: failureKinds, atOnce: 2 };

  test('leave every network that some set of failures leaves, each once', () => {
    fc.assert(
      fc.property(caseArbitrary(), (drawn) => {
        const design = designOf(drawn.document);
        const settings = settingsOf(design, drawn.quotas, drawn.assumptions);
        const judge = new FailureJudge({ design, settings, today: '2026-11-24', rules: [] });
        const small = { ...scope, kinds: ['tunnels', 'customerGateways'] as const };
        const told = sweepCases(design, small, (changes) => judge.resolver.failing(changes));
        // Solved afresh, one by one, with nothing taken for equal.
        const all = sweepCases(design, small, () => null);
        const leftBy = ({ changes }: { changes: (typeof told.cases)[number]['changes'] }): string =>
          dumpSolution(solve(applyChanges(design, changes), settings));
        const before = dumpSolution(solve(design, settings));
        const left = new Set(told.cases.map(leftBy));
        for (const each of all.cases.slice(0, 25)) {
          const network = leftBy(each);
          expect(network === before || left.has(network)).toBe(true);
        }
      }),
      { numRuns: 8 },
    );
  });

  test('are told once for each thing that goes wrong, with a set none of whose parts shows it', () => {
    fc.assert(
      fc.property(caseArbitrary(), (drawn) => {
        const design = designOf(drawn.document);
        const settings = settingsOf(design, drawn.quotas, drawn.assumptions);
        const today = '2026-11-24';
        const judge = new FailureJudge({ design, settings, today, rules });
        const small = { kinds: ['tunnels', 'virtualInterfaces'] as const, atOnce: 2 };
        const { cases } = sweepCases(design, small, (changes) => judge.resolver.failing(changes));
        const placed = { design, locate: () => null, today };
        const worse = cases.flatMap(({ ordinal, names, changes }): WorseCase[] => {
          const breaches = judge.judge(changes).map((breach) => placeBreach(breach, placed));
          return breaches.length === 0 ? [] : [{ ordinal, names, breaches }];
        });
        const { findings } = sweepResult(head(cases.length), worse, { failOn: 'error' });
        const keys = findings.map(({ rule, subject }) => `${rule} ${subject}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const { rule, subject, after } of findings) {
          const showing = worse.filter(({ breaches }) =>
            breaches.some((it) => it.rule === rule && it.subject === subject),
          );
          expect(after.cases).toBe(showing.length);
          expect(after.shortest.length).toBe(Math.min(...showing.map(({ names }) => names.length)));
          for (const set of after.sets) {
            expect(
              showing.some(({ names }) => names.length < set.length && names.every((name) => set.includes(name))),
            ).toBe(false);
          }
        }
      }),
      { numRuns: 15 },
    );
  });
});
