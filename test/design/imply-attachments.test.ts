import { expect, test } from 'vitest';
import { readDesign } from '../../src/design/read-design.ts';

const read = (text: string) => readDesign([{ file: 'design.yaml', text }], () => ({ ok: false, why: 'no files' }));

test('an association with a Direct Connect gateway is an attachment, in the table of a gateway that draws none', () => {
  const { design, problems } = read(`
routecap: 1
transitGateways: { hub: {} }
directConnectGateways:
  dxgw: { amazonSideAsn: 64600, associations: [{ transitGateway: hub, allowedPrefixes: [10.0.0.0/8] }] }
`);
  expect(problems).toEqual([]);
  expect(design?.transitGateways['hub']?.attachments).toEqual({
    dxgw: { kind: 'directConnectGateway', directConnectGateway: 'dxgw' },
  });
  expect(design?.transitGateways['hub']?.routeTables['default']?.propagations).toEqual(['dxgw']);
});

test('an attachment that is drawn is not drawn twice', () => {
  const { design } = read(`
routecap: 1
transitGateways: { hub: { attachments: { att-dx: { directConnectGateway: dxgw } } } }
directConnectGateways:
  dxgw: { amazonSideAsn: 64600, associations: [{ transitGateway: hub }] }
`);
  expect(Object.keys(design?.transitGateways['hub']?.attachments ?? {})).toEqual(['att-dx']);
});
