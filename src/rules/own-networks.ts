/** A router's own networks: what it announces by itself on any of its sessions. */
import type { RouterNode } from '../aws/network.ts';
import { exported } from '../aws/customer-router.ts';
import type { Prefix } from '../net/prefix.ts';
import { PrefixTable } from '../net/prefix-table.ts';
import type { Session } from '../aws/network.ts';

export function ownNetworks(router: RouterNode): PrefixTable<true> {
  const table = new PrefixTable<true>();
  const seen = new Set<unknown>();
  for (const session of router.sessions) {
    if (seen.has(session.announce) && session.policy.announceOnly === null) continue;
    seen.add(session.announce);
    for (const prefix of announcedByWord(session)) table.set(prefix, true);
  }
  return table;
}

/** Prefixes a session's announcements name, as its policy lets them out; without what a transit router passes on. */
export function* announcedByWord(session: Session): Generator<Prefix, void, undefined> {
  for (const { prefixes } of session.announce) {
    for (const prefix of prefixes) {
      if (prefix.family === session.family && exported(session.policy, prefix)) yield prefix;
    }
  }
}
