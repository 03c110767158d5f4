import { describe, expect, test } from 'vitest';
import {
  defaultProposal,
  diffieHellmanGroups,
  encryptions,
  integrities,
  readEncryption,
  readIntegrity,
} from '../../src/aws/cryptography.ts';

describe('what the AWS end can do', () => {
  test('Diffie-Hellman groups are those of lines 63 and 65', () => {
    expect(diffieHellmanGroups[1]).toEqual([2, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24]);
    expect(diffieHellmanGroups[2]).toEqual([2, 5, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24]);
  });

  test('the spelling of the API reads as itself', () => {
    for (const each of encryptions) expect(readEncryption(each)).toBe(each);
    for (const each of integrities) expect(readIntegrity(each)).toBe(each);
  });

  test('the default proposal is among what is supported', () => {
    expect(encryptions).toContain(defaultProposal.encryption);
    expect(integrities).toContain(defaultProposal.integrity);
    expect(diffieHellmanGroups[1]).toContain(defaultProposal.group);
    expect(diffieHellmanGroups[2]).toContain(defaultProposal.group);
  });

  test.each([
    ['aes-128-cbc', 'AES128'],
    ['AES 256', 'AES256'],
    ['aes_256_cbc', 'AES256'],
    ['AES 128-bit', 'AES128'],
    ['aes128gcm16', 'AES128-GCM-16'],
    ['aes-256-gcm', 'AES256-GCM-16'],
    ['128-bit-GCM-16', 'AES128-GCM-16'],
  ])('encryption %s is %s', (text, meant) => {
    expect(readEncryption(text)).toBe(meant);
  });

  test.each([
    '',
    'aes',
    'aes-192-cbc',
    '3des',
    'des',
    'aes-128-ctr',
    'aes256-gcm-8',
    'aes256gcm12',
    'chacha20poly1305',
    'null',
    'AES1281',
  ])('encryption %s is not supported', (text) => {
    expect(readEncryption(text)).toBeNull();
  });

  test.each([
    ['sha1', 'SHA1'],
    ['SHA-1', 'SHA1'],
    ['sha', 'SHA1'],
    ['hmac-sha1-96', 'SHA1'],
    ['sha256', 'SHA2-256'],
    ['SHA-256', 'SHA2-256'],
    ['sha2 (384)', 'SHA2-384'],
    ['hmac-sha2-256-128', 'SHA2-256'],
    ['hmac-sha-384-192', 'SHA2-384'],
    ['SHA2 512', 'SHA2-512'],
    ['hmac-sha2-512-256', 'SHA2-512'],
  ])('integrity %s is %s', (text, meant) => {
    expect(readIntegrity(text)).toBe(meant);
  });

  test.each(['', 'md5', 'hmac-md5-96', 'sha224', 'sha2', 'sha3-256', 'sha2-128', 'sha1-256', 'aes-xcbc'])(
    'integrity %s is not supported',
    (text) => {
      expect(readIntegrity(text)).toBeNull();
    },
  );
});
