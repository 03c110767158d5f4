/** What the input says and the program understands, but does not reckon with. */
import type { Breach, Rule } from '../rule.ts';

export const notModelled: Rule = {
  id: 'input/not-modelled',
  severity: 'note',
  title: 'Part of the input is not modelled',
  why: 'The results do not take it into account, so they may be incomplete where it matters.',
  fix: 'Keep it in mind when you read the results.',
  facts: [],
  afterFailure: 'same',
  *check({ design }): Iterable<Breach> {
    for (const [index, { subject, what }] of design.notModelled.entries()) {
      yield { subject, message: `${subject}: ${what}.`.replace(/\.\.$/, '.'), path: ['notModelled', index] };
    }
    for (const [name, { type }] of Object.entries(design.virtualInterfaces)) {
      if (type !== 'public') continue;
      yield {
        subject: name,
        message: `Not modelled: the routes of public virtual interface ${name}.`,
        path: ['virtualInterfaces', name],
      };
    }
    const told = new Set(design.notModelled.map(({ subject }) => subject));
    for (const name of Object.keys(design.clientVpnEndpoints)) {
      if (told.has(name)) continue;
      yield {
        subject: name,
        message: `Not modelled: the routes of Client VPN endpoint ${name}.`,
        path: ['clientVpnEndpoints', name],
      };
    }
    for (const [gateway, { attachments }] of Object.entries(design.transitGateways)) {
      for (const [name, attachment] of Object.entries(attachments)) {
        const path = ['transitGateways', gateway, 'attachments', name];
        if (attachment.kind === 'clientVpn') {
          yield {
            subject: name,
            message: `Not modelled: the routes of Client VPN attachment ${name} on transit gateway ${gateway}.`,
            path,
          };
        }
        if (attachment.kind !== 'connect') continue;
        for (const [peer, { insideCidrBlocks }] of Object.entries(attachment.peers)) {
          if (insideCidrBlocks.every(({ family }) => family === 'ipv4')) continue;
          yield {
            subject: `${name}/${peer}`,
            message: `Not modelled: IPv6 routes over Connect peer ${name}/${peer}.`,
            path: [...path, 'connect', 'peers', peer],
          };
        }
      }
    }
  },
};
