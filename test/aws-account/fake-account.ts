/** An account that is made up of saved answers: the SDK's clients answer from them, in small pages, and never reach AWS. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as directConnect from '@aws-sdk/client-direct-connect';
import * as ec2 from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';
import { calls, type Call } from '../../src/aws-account/calls.ts';

export interface SavedFile {
  /** Below the folder. */
  readonly path: string;
  readonly text: string;
}

export function readFixture(name: string): SavedFile[] {
  const folder = join(import.meta.dirname, '../importers/fixtures', name);
  const read = (path: string): SavedFile[] => {
    const full = join(folder, path);
    if (statSync(full).isFile()) return [{ path, text: readFileSync(full, 'utf8') }];
    return readdirSync(full).flatMap((entry) => read(join(path, entry)));
  };
  return readdirSync(folder).flatMap(read);
}

type Entry = Readonly<Record<string, unknown>>;

type Answering = (input: Entry, getClient: () => unknown) => Promise<Entry>;

export interface FakeAccount {
  /** Answers by Region. */
  readonly regions: Readonly<Record<string, readonly SavedFile[]>>;
  /** What to throw instead of an answer: the error's name, or null to answer. */
  readonly error?: (call: {
    readonly operation: string;
    readonly region: string;
    readonly times: number;
  }) => string | null;
  /** The longest page. */
  readonly page?: number;
}

export interface Fake {
  /** `ec2:DescribeVpcs eu-west-1`, in order; once a page. */
  readonly asked: string[];
  readonly restore: () => void;
}

export function fakeAccount({ regions, error, page = 1 }: FakeAccount): Fake {
  const mocks = { ec2: mockClient(ec2.EC2Client), directconnect: mockClient(directConnect.DirectConnectClient) };
  const sdk = { ec2, directconnect: directConnect };
  const asked: string[] = [];
  const operations = new Map(calls.map((call) => [call.operation, call]));
  for (const { service, operation } of operations.values()) {
    const Command = (sdk[service] as Readonly<Record<string, unknown>>)[`${operation}Command`];
    const times = new Map<string, number>();
    const mock = mocks[service] as unknown as { on: (command: unknown) => { callsFake: (answer: Answering) => void } };
    mock.on(Command).callsFake(async (input, getClient) => {
      const client = getClient() as { config: { region: () => Promise<string> } };
      const region = await client.config.region();
      const count = (times.get(region) ?? 0) + 1;
      times.set(region, count);
      asked.push(`${service}:${operation} ${region}`);
      const name = error?.({ operation, region, times: count }) ?? null;
      if (name !== null) throw Object.assign(new Error('the words of AWS, with a key Zx81secret'), { name });
      return answer(operation, input, regions[region] ?? [], page);
    });
  }
  return {
    asked,
    restore: () => {
      mocks.ec2.restore();
      mocks.directconnect.restore();
    },
  };
}

function answer(operation: string, input: Entry, files: readonly SavedFile[], page: number): Entry {
  const call = calls.find((each) => each.operation === operation) as Call;
  const entries = files.flatMap(({ path, text }) => {
    const list = (JSON.parse(text) as Entry)[call.list];
    if (!Array.isArray(list)) return [];
    // Saved answers about one table say of which in their names.
    if (call.each?.id === 'TransitGatewayRouteTableId' && !path.includes(String(input[call.each.id]))) return [];
    return (list as Entry[]).filter((entry) => belongs(entry, call, input));
  });
  const tokenKey = call.service === 'ec2' ? 'NextToken' : 'nextToken';
  const cut = files.some(
    ({ path, text }) =>
      path.includes(String(input['TransitGatewayRouteTableId'])) && text.includes('"AdditionalRoutesAvailable": true'),
  );
  // These three know no pages.
  if (/^Describe(?:VpnConnections|CustomerGateways|VpnGateways)$/.test(operation)) return { [call.list]: entries };
  const from = Number(input[tokenKey] ?? 0);
  const more = from + page < entries.length ? { [tokenKey]: String(from + page) } : {};
  const about = call.list === 'Routes' ? { AdditionalRoutesAvailable: cut } : {};
  return { [call.list]: entries.slice(from, from + page), ...more, ...about };
}

function belongs(entry: Entry, call: Call, input: Entry): boolean {
  if (
    call.each?.id === 'directConnectGatewayId' &&
    entry['directConnectGatewayId'] !== input['directConnectGatewayId']
  ) {
    return false;
  }
  const filters = (input['Filters'] ?? []) as readonly { Name: string; Values: string[] }[];
  return filters.every(({ Name, Values }) => Name !== 'type' || Values.includes(String(entry['Type'])));
}
