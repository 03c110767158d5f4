/**
 * Reads the network of a live account, one Region after the other, into the files that the AWS CLI would have saved.
 * A call that is not permitted is passed over and said, in a file of its own that the importer reads, unless the
 * design would be another one without it. Nothing is changed in the account.
 */
import type { Problem } from '../index.ts';
import { ask, type Send } from './ask.ts';
import { calls, permissionOf, type Call } from './calls.ts';
import { withoutSecrets } from './without-secrets.ts';

export interface AccountRegion {
  readonly region: string;
  /** Null where the credentials do not tell. */
  readonly account: string | null;
  readonly send: Send;
}

export interface AccountFile {
  /** `ACCOUNT/REGION/CALL.json`, or without the account. */
  readonly path: string;
  /** JSON. */
  readonly text: string;
}

export interface RefusedCall {
  readonly region: string;
  readonly permission: string;
  readonly lacks: string;
}

export interface AccountReading {
  /** Any of them, and nothing that was read may be used. */
  readonly problems: readonly Problem[];
  readonly files: readonly AccountFile[];
  readonly refused: readonly RefusedCall[];
}

export async function readAccount(
  regions: readonly AccountRegion[],
  wait: (seconds: number) => Promise<void>,
  progress: (doing: string) => void,
): Promise<AccountReading> {
  const problems: Problem[] = [];
  const files: AccountFile[] = [];
  const refused: RefusedCall[] = [];
  for (const each of regions) {
    progress(`reading ${each.region}`);
    const read = await readRegion(each, wait);
    problems.push(...read.problems.map(problem));
    files.push(...read.files);
    refused.push(...read.refused);
    // Credentials that are no good here are no good anywhere.
    if (read.over) break;
  }
  return { problems, files, refused };
}

async function readRegion(
  { region, account, send }: AccountRegion,
  wait: (seconds: number) => Promise<void>,
): Promise<{ problems: string[]; files: AccountFile[]; refused: RefusedCall[]; over: boolean }> {
  const folder = account === null ? region : `${account}/${region}`;
  const problems: string[] = [];
  const files: AccountFile[] = [];
  const refused: RefusedCall[] = [];
  const lists = new Map<string, readonly unknown[]>();
  const keep = (name: string, content: object): void => {
    files.push({ path: `${folder}/${name}.json`, text: `${JSON.stringify(content, null, 2)}\n` });
  };
  for (const call of calls) {
    for (const subject of subjectsOf(call, lists)) {
      const asked = await ask(call, inputOf(call, subject), region, send, wait);
      if (asked.ok) {
        const entries = withoutSecrets(asked.entries) as readonly unknown[];
        if (subject === null) lists.set(call.list, entries);
        keep(nameOf(call, subject), {
          [call.list]: entries,
          ...(call.list === 'Routes' ? { AdditionalRoutesAvailable: asked.cut } : {}),
        });
      } else if (asked.trouble.kind === 'fatal') {
        problems.push(asked.trouble.message);
        return { problems, files, refused, over: !asked.trouble.ofRegion };
      } else {
        if (call.essential) problems.push(missing(call, region));
        else refused.push({ region, permission: permissionOf(call), lacks: call.lacks });
        // What is refused for one thing is refused for the next.
        break;
      }
    }
  }
  if (refused.length > 0) keep('refused-calls', { refusedCalls: refused });
  return { problems, files, refused, over: false };
}

/** Null for a call about all there is; else the ids of the things to ask for. */
function subjectsOf(call: Call, lists: ReadonlyMap<string, readonly unknown[]>): readonly (string | null)[] {
  const { each } = call;
  if (each === undefined) return [null];
  return (lists.get(each.of) ?? []).flatMap((thing) => {
    const { [each.id]: id, State: state, directConnectGatewayState } = thing as Record<string, unknown>;
    // Of what is being deleted AWS tells nothing more; the id becomes part of a file name.
    return typeof id === 'string' &&
      /^[\w-]+$/.test(id) &&
      !String(state ?? directConnectGatewayState).startsWith('delet')
      ? [id]
      : [];
  });
}

function inputOf({ each, filter }: Call, subject: string | null): Record<string, unknown> {
  return {
    ...(each === undefined ? {} : { [each.id]: subject }),
    ...(filter === undefined ? {} : { Filters: [filter] }),
  };
}

/** As the AWS CLI calls the operation: `describe-vpn-connections`, and the id of what it was asked for. */
function nameOf({ operation, filter }: Call, subject: string | null): string {
  const words = [operation.replaceAll(/(?<!^)[A-Z]/g, '-$&').toLowerCase(), ...(filter?.Values ?? [])];
  return `${words.join('-')}${subject === null ? '' : `_${subject}`}`;
}

function missing(call: Call, region: string): string {
  return `${region}: the permission ${permissionOf(call)} is missing, without which nobody can tell ${call.lacks}; \`routecap import --from aws-account --iam-policy\` prints a policy with all that it takes`;
}

function problem(message: string): Problem {
  return { message, at: null, excerpt: null, width: 1, suggestion: null };
}
