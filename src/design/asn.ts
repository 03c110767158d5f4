/**
 * AS numbers as a design writes them: 1 to 4294967295, plain (RFC 5396 calls it asplain), as a number or
 * as digits. Which of them AWS takes where is the business of rules.
 */

const most = 4294967295;
const asdot = /^(\d{1,5})\.(\d{1,5})$/;

export type ParsedAsn =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly why: string; readonly suggestion: string | null };

/** `source` is the text as written: YAML reads 64512.10 as the number 64512.1. */
export function parseAsn(value: string | number, source: string = String(value)): ParsedAsn {
  const text = typeof value === 'string' ? value.trim() : source.trim().replace(/^(["'])(.*)\1$/, '$2');
  const dotted = asdot.exec(text);
  if (dotted !== null) {
    const [high, low] = [Number(dotted[1]), Number(dotted[2])];
    const fits = high <= 0xffff && low <= 0xffff;
    return refused(
      'a dot stands for the two halves of an AS number (asdot, RFC 5396), which YAML takes for a decimal point; write the plain number',
      fits && high * 65536 + low > 0 ? String(high * 65536 + low) : null,
    );
  }
  const asn = typeof value === 'number' ? value : /^[0-9]+$/.test(text) ? Number(text) : null;
  if (asn === null || !Number.isInteger(asn)) {
    const digits = /^as ?(\d{1,10})$/i.exec(text)?.[1];
    return refused('an AS number is a whole number', digits === undefined ? null : String(Number(digits)));
  }
  if (typeof value === 'string' && /^0\d/.test(text)) return refused('an AS number has no leading zero', String(asn));
  if (asn === 0) return refused('AS 0 is reserved and cannot be used (RFC 7607)', null);
  if (asn < 0 || asn > most) return refused(`an AS number is 1 to ${most} (32 bits)`, null);
  return { ok: true, value: asn };
}

function refused(why: string, suggestion: string | null): ParsedAsn {
  return { ok: false, why, suggestion };
}
