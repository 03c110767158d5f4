import { describe, expect, test } from 'vitest';
import { readRecording, record, recordingVersion } from '../../src/simulate/recording.ts';
import { settingsOf } from '../arbitraries/design.ts';
import { siteWith } from './plans.ts';

const design = siteWith(3);
const text = record({
  design,
  settings: settingsOf(design, {}, { resetRetry: 7 }),
  steps: [{ name: 'wait', at: { kind: 'quiet' }, changes: [] }],
  untilMs: 5,
  options: {},
});

describe('a recording', () => {
  test('begins with its version, and every line is JSON', () => {
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines[0]).toEqual({ kind: 'recording', version: recordingVersion });
    expect(lines).toHaveLength(5);
  });

  test('keeps the settings as they held', () => {
    const { input } = readRecording(text);
    expect(input?.settings.assume('resetRetry')).toBe(7);
    expect(input?.settings.quota('vgw.routes-from-customer').value).toBe(100);
    expect(input?.untilMs).toBe(5);
  });

  test.each([
    ['another version', text.replace('"version":1', '"version":2'), 'version 2'],
    ['something else', '{"a":1}\n', 'not a recording'],
    ['no JSON', 'hello\n', 'line 1'],
    ['nothing', '', 'empty'],
    ['half of it', text.split('\n').slice(0, 2).join('\n'), 'cut short'],
  ])('of %s is a problem', (_, broken, message) => {
    const { input, problems } = readRecording(broken);
    expect(input).toBeNull();
    expect(problems.map((problem) => problem.message).join()).toContain(message);
  });
});
