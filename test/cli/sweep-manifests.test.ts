/** The manifests run commands that there are, with as many shards as there are runs of them. */
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { expect, test } from 'vitest';
import { run } from './fake-world.ts';

const design = `routecap: 1
vpnGateways: { vgw: { amazonSideAsn: 64620 } }
customerGateways: { a: { bgpAsn: 65001, announce: [10.1.0.0/16] } }
vpnConnections: { one: { customerGateway: a, vpnGateway: vgw } }
`;

/** Runs the line as a shell would, one index after the other, and merges what is written. */
async function shardsOf(line: string, variable: string, shards: number): Promise<number> {
  const words = line
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/^"|"$/g, ''));
  expect(words[0]).toBe('routecap');
  const parts: Record<string, string> = {};
  for (let index = 0; index < shards; index += 1) {
    const args = words.slice(1).map((word) => word.replace(`$${variable}`, String(index)));
    const file = args.find((word) => word.endsWith('.yaml')) ?? '';
    const { code, stderr, written } = await run(args, {
      files: { [file]: design },
      env: { [variable]: String(index) },
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    Object.assign(parts, written);
  }
  expect(Object.keys(parts).length).toBe(shards);
  return (await run(['sweep', 'merge', ...Object.keys(parts)], { files: parts })).code;
}

test('a Kubernetes Indexed Job', async () => {
  const [, job] = parseAllDocuments(readFileSync('.deploy/kubernetes-sweep.yaml', 'utf8')).map(
    (it) => it.toJS() as Record<string, never>,
  );
  const { spec } = job as unknown as {
    spec: { completionMode: string; completions: number; template: { spec: { containers: { args: string[] }[] } } };
  };
  expect(spec.completionMode).toBe('Indexed');
  expect(
    await shardsOf(spec.template.spec.containers[0]?.args[0] ?? '', 'JOB_COMPLETION_INDEX', spec.completions),
  ).toBe(0);
});

test('an AWS Batch array', async () => {
  const definition = JSON.parse(readFileSync('.deploy/aws-batch-sweep.json', 'utf8')) as {
    containerProperties: { command: string[] };
  };
  const line = definition.containerProperties.command[2] ?? '';
  const size = Number(/--shard (\d+)/.exec(line)?.[1]);
  expect(await shardsOf(line, 'AWS_BATCH_JOB_ARRAY_INDEX', size)).toBe(0);
});
