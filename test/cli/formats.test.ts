/** The formats of `check` through the command: each runs, several at once, and logs have two only. */
import { XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { run } from './fake-world.ts';

const files = {
  'site.yaml': `routecap: 1
vpcs: { app: { cidrs: [10.0.0.0/16] } }
vpnGateways: { vgw: { vpc: app, amazonSideAsn: 64620 } }
customerGateways:
  dc1: { bgpAsn: 65010, ipAddress: 198.51.100.1, announce: [{ from: 192.168.0.0/16, length: 24, count: 104 }] }
vpnConnections: { vpn-dc1: { customerGateway: dc1, vpnGateway: vgw } }
`,
};

test('one run writes them all, and the exit code is that of the findings', async () => {
  const { code, stdout, written } = await run(
    [
      'check',
      'site.yaml',
      '--format',
      'github',
      ...['sarif', 'junit', 'gitlab', 'markdown', 'json'].flatMap((format) => ['--format', `${format}=out.${format}`]),
    ],
    { files },
  );
  expect(code).toBe(1);
  expect(stdout).toMatch(/^::error file=site\.yaml,line=\d+,col=\d+,title=routes\/inbound-cap-exceeded \(vpn-dc1/m);
  const findings = (JSON.parse(written['out.json'] ?? '') as { findings: object[] }).findings.length;
  const sarif = JSON.parse(written['out.sarif'] ?? '') as { runs: [{ results: object[] }] };
  expect(sarif.runs[0].results).toHaveLength(findings);
  expect(JSON.parse(written['out.gitlab'] ?? '')).toHaveLength(findings);
  expect(XMLValidator.validate(written['out.junit'] ?? '')).toBe(true);
  expect(written['out.markdown']).toContain('## routecap: ❌ fail');
});

test('BGP logs are told as text or json; anything else is refused, exit 2', async () => {
  const line = '{"resource_id":"vpn-1","event_timestamp":1762580429,"timestamp":"2025-11-08 05:40:29.641Z"}';
  const { code, stderr, stdout } = await run(['check', 'log', '--from', 'bgp-log', '--format', 'sarif'], {
    files: { log: `${line}\n` },
  });
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain('BGP logs are reported as text or json, not as sarif');
});
