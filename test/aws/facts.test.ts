import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { assumptions } from '../../src/aws/assumptions.ts';
import { fact, facts } from '../../src/aws/facts.ts';
import { quotas } from '../../src/aws/quotas.ts';

const shared = new URL('../../../shared/', import.meta.url);
const faq = new URL('faq.txt', shared);
const guide = new URL('aws-facts.md', shared);

describe('the register of facts', () => {
  test('has every id once, with a title and a sentence', () => {
    expect(new Set(facts.map(({ id }) => id)).size).toBe(facts.length);
    for (const { id, title, says } of facts) {
      expect(title, id).not.toBe('');
      expect(says, id).toMatch(/^[A-Z0-9].{10,}[.)]$/);
    }
  });

  test('finds a fact by id and throws for one that is not there', () => {
    expect(fact('F97').title).toBe('AWS VPN FAQ, line 97');
    expect(() => fact('F98')).toThrow('F98');
  });

  test('holds every fact that a quota or an assumption rests on', () => {
    const held = new Set(facts.map(({ id }) => id));
    for (const { id, facts: cited } of [...quotas, ...assumptions]) {
      expect(cited.length, id).toBeGreaterThan(0);
      for (const each of cited) expect(held, `${id} cites ${each}`).toContain(each);
    }
  });

  test('holds the RFCs that the program follows', () => {
    for (const id of ['RFC4271-9.1.2.2', 'RFC4271-8', 'RFC4486', 'RFC7607']) expect(fact(id).title).toMatch(/^RFC/);
  });

  test.skipIf(!existsSync(faq))('points at lines of the FAQ that say something', () => {
    const lines = readFileSync(faq, 'utf8').split('\n');
    const cited = facts.filter(({ id }) => /^F\d+$/.test(id));
    expect(cited.length).toBeGreaterThan(90);
    for (const { id } of cited) {
      const line = lines[Number(id.slice(1)) - 1] ?? '';
      expect(line.trim().length, id).toBeGreaterThan(20);
    }
  });

  test.skipIf(!existsSync(faq))('takes its FAQ numbers from the line they stand on', () => {
    const lines = readFileSync(faq, 'utf8').split('\n');
    const numbers = (text: string): string[] => text.replaceAll(',', '').match(/\d{2,}/g) ?? [];
    for (const { id, says } of facts.filter((each) => /^F\d+$/.test(each.id))) {
      const line = numbers((lines[Number(id.slice(1)) - 1] ?? '').replaceAll(',', ''));
      // What stands in brackets is ours: what another document says.
      for (const number of numbers(says.replace(/\(The [^)]*\)/g, ''))) {
        expect(line, `${id}: ${number}`).toContain(number);
      }
    }
  });

  test.skipIf(!existsSync(guide))('has a row for every fact of the fact sheet', () => {
    const rows = readFileSync(guide, 'utf8').split('\n');
    const ids = rows.flatMap((row) => {
      const cell = /^\| ((?:[QBPEGAHKXM]|TS)-[A-Z0-9][\w/-]*) \|/.exec(row)?.[1];
      if (cell === undefined) return [];
      return cell === 'E-VPC/E-PEER' ? ['E-VPC', 'E-PEER'] : [cell];
    });
    expect(ids.length).toBeGreaterThan(200);
    const held = new Set(facts.map(({ id }) => id));
    expect(ids.filter((id) => !held.has(id))).toEqual([]);
  });
});
