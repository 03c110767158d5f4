/** Names and reasons as somebody might write them who wants a report to say or do something else. */
import fc from 'fast-check';

export const hostileNames: readonly string[] = [
  '<script>alert(1)</script>',
  '</details><h1>all is well</h1>',
  '[click](https://evil.example/)',
  '![](https://evil.example/pixel.png)',
  'https://evil.example/ and www.evil.example and mail@evil.example',
  '@everyone #1',
  'a | b | c',
  '`tick` **bold** _under_ ~~gone~~ $x$',
  'two\nlines\r\n::error::made up',
  '::error file=x::made up',
  '%0A::error::made up',
  '50%, a:b',
  ']]><failure/>',
  '"quoted" & \'single\'',
  '\u0000\u0007\u001b[31m\u0085\u2028\u202e\ufffe\uffff\ud800',
  '&amp; &#60;b&#62; \\<b\\>',
];

/** One of those, or several put together, or anything at all. */
export const hostileName = fc.oneof(
  fc.constantFrom(...hostileNames),
  fc
    .array(fc.constantFrom(...hostileNames, ...'<>[]()`|*_:@#&\\!%,"\'\n\r\t$~'), { maxLength: 6 })
    .map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
