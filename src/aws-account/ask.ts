/** One call to its end: page after page, and again after a while when AWS has had too many. */
import { permissionOf, type Call } from './calls.ts';
import { troubleOf, type AwsTrouble } from './aws-trouble.ts';

export type Answer = Readonly<Record<string, unknown>>;

/** One request and its answer; rejects with the SDK's error. */
export type Send = (call: Call, input: Answer) => Promise<Answer>;

export type Asked =
  | {
      readonly ok: true;
      readonly entries: readonly unknown[];
      /** A search that AWS ended before its end, without a page to go on with. */
      readonly cut: boolean;
    }
  | { readonly ok: false; readonly trouble: Exclude<AwsTrouble, { kind: 'throttled' }> };

/** On top of the few times that the SDK tries by itself; together a minute. */
const patience = [2, 4, 8, 16, 30];

export async function ask(
  call: Call,
  input: Answer,
  region: string,
  send: Send,
  wait: (seconds: number) => Promise<void>,
): Promise<Asked> {
  const entries: unknown[] = [];
  const size = call.pageSize === null ? {} : { MaxResults: call.pageSize };
  const tokenKey = call.service === 'ec2' ? 'NextToken' : 'nextToken';
  let token: unknown;
  let tried = 0;
  for (;;) {
    let answer: Answer;
    try {
      answer = await send(call, { ...input, ...size, ...(token === undefined ? {} : { [tokenKey]: token }) });
    } catch (error) {
      const trouble = troubleOf(error, permissionOf(call), region);
      if (trouble.kind !== 'throttled') return { ok: false, trouble };
      const seconds = patience[tried];
      if (seconds === undefined)
        return failed(`${region}: AWS has too many requests for ${permissionOf(call)}; try later`);
      await wait(seconds);
      tried += 1;
      continue;
    }
    const list = answer[call.list];
    if (Array.isArray(list)) entries.push(...(list as unknown[]));
    const next = answer[tokenKey];
    if (typeof next !== 'string' || next === '') {
      return { ok: true, entries, cut: answer['AdditionalRoutesAvailable'] === true };
    }
    if (next === token) return failed(`${region}: ${permissionOf(call)} answers with the same page again and again`);
    token = next;
    tried = 0;
  }
}

function failed(message: string): Asked {
  return { ok: false, trouble: { kind: 'fatal', ofRegion: true, message } };
}
