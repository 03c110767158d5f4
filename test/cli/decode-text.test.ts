import { describe, expect, test } from 'vitest';
import { decodeText } from '../../src/cli/decode-text.ts';

describe('decodeText', () => {
  test('UTF-8 with and without its mark', () => {
    expect(decodeText(Buffer.from('a: é'))).toEqual({ text: 'a: é' });
    expect(decodeText(Buffer.from('\ufeffa: 1'))).toEqual({ text: 'a: 1' });
    expect(decodeText(new Uint8Array())).toEqual({ text: '' });
  });

  test('UTF-16 by its mark, both ways round', () => {
    const little = Buffer.from('\ufeffrouté', 'utf16le');
    expect(decodeText(little)).toEqual({ text: 'routé' });
    expect(decodeText(Buffer.from(little).swap16())).toEqual({ text: 'routé' });
  });

  test('the first bad byte has a line and a column', () => {
    const bytes = Uint8Array.from([...Buffer.from('é\nab'), 0xff, 0x61]);
    expect(decodeText(bytes)).toEqual({ wrong: 'is not valid UTF-8', line: 2, column: 3 });
  });
});
