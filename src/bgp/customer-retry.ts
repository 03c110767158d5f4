/**
 * How soon real routers connect again after a peer ended the session with Cease 6/1, so that a simulation
 * can name a kind of router. Measured on the versions in `source` with default timers where it says no
 * other, and measured again by test/agreement.
 */

export interface SecondsBetween {
  readonly least: number;
  readonly most: number;
}

export interface CustomerRetryProfile {
  readonly id: 'frr' | 'bird' | 'gobgp' | 'openbgpd';
  readonly title: string;
  /** From the first Cease to the next attempt to connect. */
  readonly afterMaximumPrefixes: SecondsBetween;
  /** How many times as long each further wait in a row is as the one before; 1: no back-off. */
  readonly growth: 1 | 2;
  readonly source: string;
}

export const customerRetryProfiles: readonly CustomerRetryProfile[] = [
  {
    id: 'frr',
    title: 'FRR',
    afterMaximumPrefixes: { least: 2, most: 2 },
    growth: 1,
    source:
      'FRR 8.4.4: its first routes follow 1 s after it is back, so it flaps every 3 s, 38 times as long as watched; ' +
      'an attempt that is refused is followed by ConnectRetry (120 s)',
  },
  {
    id: 'bird',
    title: 'BIRD',
    afterMaximumPrefixes: { least: 3.75, most: 5 },
    growth: 1,
    source: 'BIRD 2.0.12: connect delay time (5 s) with jitter; error wait time is not for what the peer says',
  },
  {
    id: 'gobgp',
    title: 'GoBGP',
    afterMaximumPrefixes: { least: 10, most: 14 },
    growth: 1,
    source: 'GoBGP 3.10 with connect-retry 10; whole seconds at random',
  },
  {
    id: 'openbgpd',
    title: 'OpenBGPD',
    afterMaximumPrefixes: { least: 30, most: 30 },
    growth: 2,
    source:
      'OpenBGPD 7.7: idle hold time of 30, 60, 120 s, not watched beyond; while it waits it refuses connections too',
  },
];

export function retryProfile(id: CustomerRetryProfile['id']): CustomerRetryProfile {
  return customerRetryProfiles.find((profile) => profile.id === id) as CustomerRetryProfile;
}

/** The wait after the n-th Cease in a row, counted from 1. */
export function waitAfter({ afterMaximumPrefixes, growth }: CustomerRetryProfile, cease: number): SecondsBetween {
  const factor = growth ** (Math.max(cease, 1) - 1);
  return { least: afterMaximumPrefixes.least * factor, most: afterMaximumPrefixes.most * factor };
}
