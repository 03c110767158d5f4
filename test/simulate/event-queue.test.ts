import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventQueue } from '../../src/simulate/event-queue.ts';

test('gives events by time, those of one time in the order they were asked for, without those cancelled', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ ms: fc.nat(20), cancelled: fc.boolean(), pressing: fc.boolean() }), { maxLength: 60 }),
      (wanted) => {
        const queue = new EventQueue();
        const taken: number[] = [];
        const scheduled = wanted.map(({ ms, pressing }, index) => queue.add(ms, pressing, () => taken.push(index)));
        wanted.forEach(({ cancelled }, index) => {
          if (cancelled) queue.cancel(scheduled[index]!);
        });
        const left = wanted.map((each, index) => ({ ...each, index })).filter(({ cancelled }) => !cancelled);
        expect(queue.pressing).toBe(left.filter(({ pressing }) => pressing).length);
        for (let event = queue.take(); event !== null; event = queue.take()) event.run();
        // Array.prototype.sort is stable.
        expect(taken).toEqual([...left].sort((a, b) => a.ms - b.ms).map(({ index }) => index));
        expect(queue.pressing).toBe(0);
        expect(queue.nextMs()).toBeNull();
      },
    ),
  );
});

test('takes an event that is cancelled when it has been taken for done', () => {
  const queue = new EventQueue();
  const event = queue.add(5, true, () => {});
  expect(queue.nextMs()).toBe(5);
  queue.take();
  queue.cancel(event);
  expect(queue.pressing).toBe(0);
});
