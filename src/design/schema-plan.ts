/** The plan language as a schema: steps, changes as people spell them, expectations with their time. */
import * as v from 'valibot';
import { longestMs, parseDuration } from './duration.ts';
import { field, leaf, list, must, thing, describeValue, showText } from './schema-kinds.ts';
import {
  expectationEntries,
  languageVersion,
  sectionEntries,
  version,
  type DesignDocument,
  type ExpectationDocument,
} from './schema.ts';
import {
  inlineAnnouncementEntries,
  policyEntries,
  type AnnounceDocument,
  type PolicyDocument,
} from './schema-announcements.ts';
import { flag, reference, text } from './schema-values.ts';

const durationShape = /^\d[\d.]*(?:ms|[dhms])(?:[\d.]+(?:ms|[hms]))*$/;

/** Whole milliseconds, once read; documents keep the text. */
function duration(what: string): v.StringSchema<undefined> {
  const schema = v.pipe(v.string(), v.regex(durationShape)) as unknown as v.StringSchema<undefined>;
  return leaf(schema, (value) => {
    if (typeof value !== 'string' && typeof value !== 'number') {
      return { ok: false, message: `expected ${what} such as 90s or 5m, not ${describeValue(value)}` };
    }
    const read = parseDuration(String(value));
    if (read.ok) return { ok: true, value: String(value) };
    return {
      ok: false,
      message: `${typeof value === 'number' ? value : `"${showText(value)}"`} is no ${what.replace(/^an? /, '')}: ${read.why}`,
      suggestion: read.suggestion,
    };
  });
}

export const whenQuiet = 'when quiet';

const at = leaf(v.string(), (value) => {
  if (typeof value === 'string' && /^\s*when\s+quiet\s*$/i.test(value)) return { ok: true, value: whenQuiet };
  if (typeof value !== 'string' && typeof value !== 'number') {
    return {
      ok: false,
      message: `expected a time such as 60s or 5m, or \`${whenQuiet}\`, not ${describeValue(value)}`,
    };
  }
  const read = parseDuration(String(value));
  if (read.ok) return { ok: true, value: String(value) };
  const suggestion = read.suggestion ?? (/quiet|idle|settle|stable|steady/i.test(String(value)) ? whenQuiet : null);
  const shown = typeof value === 'number' ? value : `"${showText(value)}"`;
  return { ok: false, message: `${shown} is no time of a step: ${read.why}, or \`${whenQuiet}\``, suggestion };
});

const targets = {
  customerGateway: field(reference('a customer gateway'), 'On this customer gateway.'),
  router: field(reference('a router'), 'On this router.'),
  virtualInterface: field(reference('a virtual interface'), 'On this virtual interface.'),
  vpnConnection: field(reference('a VPN connection'), 'On this VPN connection.'),
};

const removed = thing(
  'what is removed',
  Object.fromEntries(
    Object.keys(sectionEntries).map((section) => [
      section,
      field(list('names', reference('a thing')), `Names of ${section}.`),
    ]),
  ) as { [section: string]: ReturnType<typeof field<v.ArraySchema<v.StringSchema<undefined>, undefined>>> },
);

/** Keys that take a thing down or bring it back, with what they name. */
export const statusChanges = {
  tunnelDown: 'a tunnel (CONNECTION/TUNNEL)',
  tunnelUp: 'a tunnel (CONNECTION/TUNNEL)',
  connectionDown: 'a VPN connection',
  connectionUp: 'a VPN connection',
  connectPeerDown: 'a Connect peer (ATTACHMENT/PEER)',
  connectPeerUp: 'a Connect peer (ATTACHMENT/PEER)',
  customerGatewayDown: 'a customer gateway',
  customerGatewayUp: 'a customer gateway',
  virtualInterfaceDown: 'a virtual interface',
  virtualInterfaceUp: 'a virtual interface',
  routerDown: 'a router',
  routerUp: 'a router',
  directConnectLocationDown: 'a Direct Connect location',
  directConnectLocationUp: 'a Direct Connect location',
  directConnectGatewayDown: 'a Direct Connect gateway',
  vpnGatewayDown: 'a virtual private gateway',
  transitGatewayDown: 'a transit gateway',
  maintenance: 'a tunnel (CONNECTION/TUNNEL)',
} as const;
export type StatusChange = keyof typeof statusChanges;

const statusEntries = Object.fromEntries(
  Object.entries(statusChanges).map(([key, what]) => [
    key,
    field(
      reference(what),
      key === 'maintenance'
        ? `AWS replaces the endpoint of ${what}.`
        : `${what} ${key.endsWith('Up') ? 'comes back' : 'fails'}.`,
    ),
  ]),
) as { [K in StatusChange]: ReturnType<typeof field<v.StringSchema<undefined>>> };

const changeSchema = thing('a change', {
  ...statusEntries,
  announce: field(
    thing('an announcement that is added', { ...targets, ...inlineAnnouncementEntries }),
    'Prefixes that are announced from now on, beside those of before.',
  ),
  withdraw: field(
    thing('a withdrawal', {
      ...targets,
      prefix: inlineAnnouncementEntries.prefix,
      prefixes: inlineAnnouncementEntries.prefixes,
      from: inlineAnnouncementEntries.from,
      length: inlineAnnouncementEntries.length,
      count: inlineAnnouncementEntries.count,
      start: inlineAnnouncementEntries.start,
      file: inlineAnnouncementEntries.file,
      covered: field(flag, 'True: what lies inside these prefixes is withdrawn too.'),
    }),
    'Prefixes that are announced no more.',
  ),
  setPolicy: field(
    thing('a policy that is set', {
      ...targets,
      tunnel: field(reference('a tunnel (CONNECTION/TUNNEL)'), 'On this tunnel alone.'),
      ...policyEntries,
    }),
    'Policy of the customer towards a neighbour; what is not named stays.',
  ),
  add: field(thing('what is added', sectionEntries), 'New things, as in a design.'),
  replace: field(
    thing('what is replaced', sectionEntries),
    'Things that become others under their names, as in a design.',
  ),
  remove: field(removed, 'Things that go, by name.'),
});

const stepSchema = thing('a step', {
  name: field(text('a name'), 'What the step is called; left out: its number.'),
  at: field(at, `When: a time since the start, such as 60s or 1h30m, or \`${whenQuiet}\` (when left out).`),
  changes: must(list('changes', changeSchema), 'What changes, all at once.'),
  administrative: field(flag, 'True: what goes down is shut down on purpose and noticed at once.'),
});

const plannedExpectationSchema = thing('an expectation', {
  ...expectationEntries,
  always: field(flag, 'True: it must hold all the time, while things change too.'),
  afterLastStep: field(flag, 'True: it must hold when all is quiet after the last step (the default).'),
  atMostBrokenFor: field(
    duration('a duration'),
    'It may be broken so long at a time, and must hold after the last step.',
  ),
});

export interface TargetDocument {
  customerGateway?: string | undefined;
  router?: string | undefined;
  virtualInterface?: string | undefined;
  vpnConnection?: string | undefined;
}

type AnnouncementItem = Exclude<Exclude<AnnounceDocument, string>[number], string>;
export type InlineAnnouncement = TargetDocument &
  Omit<AnnouncementItem, 'prefixes'> & { prefixes?: AnnounceDocument | undefined };
export type WithdrawDocument = InlineAnnouncement & { covered?: boolean | undefined };
export type SetPolicyDocument = TargetDocument & PolicyDocument & { tunnel?: string | undefined };
export type ThingsDocument = Pick<
  DesignDocument,
  | 'vpcs'
  | 'vpnGateways'
  | 'transitGateways'
  | 'directConnectGateways'
  | 'virtualInterfaces'
  | 'routers'
  | 'customerGateways'
  | 'vpnConnections'
  | 'clientVpnEndpoints'
>;

export type ChangeDocument = { [K in StatusChange]?: string | undefined } & {
  announce?: InlineAnnouncement | undefined;
  withdraw?: WithdrawDocument | undefined;
  setPolicy?: SetPolicyDocument | undefined;
  add?: ThingsDocument | undefined;
  replace?: ThingsDocument | undefined;
  remove?: { [S in keyof ThingsDocument]?: (string | undefined)[] } | undefined;
};

export interface StepDocument {
  name?: string | undefined;
  at?: string | undefined;
  changes?: (ChangeDocument | undefined)[] | undefined;
  administrative?: boolean | undefined;
}

export type PlanExpectationDocument = ExpectationDocument & {
  always?: boolean | undefined;
  afterLastStep?: boolean | undefined;
  atMostBrokenFor?: string | undefined;
};

export interface PlanDocument {
  $schema?: string | undefined;
  routecap?: 1 | undefined;
  plan?: (StepDocument | undefined)[] | undefined;
  until?: string | undefined;
  expect?: (PlanExpectationDocument | undefined)[] | undefined;
}

export const planSchema = thing('a plan', {
  $schema: field(text('an address'), 'The JSON Schema of this file, for the editor.'),
  routecap: field(version, `Version of the language: ${languageVersion}.`),
  plan: must(list('the steps of a plan', stepSchema), 'The steps, in their order.'),
  until: field(duration('a duration'), `When the simulation ends, at most ${longestMs / 86_400_000} days.`),
  expect: field(list('expectations', plannedExpectationSchema), 'What must hold, and when.'),
}) as unknown as v.GenericSchema<PlanDocument>;
