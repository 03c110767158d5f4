/**
 * A hub with sites around it, each of which hears of the routes of all the others: the topology of which a
 * convergence is measured. Within AWS's limits as far as these go; beyond them the caps are lifted by hand.
 */
import { makeSettings, type Settings } from '../src/aws/settings.ts';
import { readDesign } from '../src/design/read-design.ts';
import type { DesignDocument } from '../src/design/schema.ts';
import type { Design } from '../src/design/vocabulary.ts';

export interface Hub {
  readonly sites: number;
  readonly prefixesEach: number;
}

export const hubAsn = 64512;
export const siteAsn = (site: number): number => 65001 + site;

/** 10.SITE-AND-MORE.x.0/24, at most 2,048 a site. */
export function sitePrefixes(site: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `10.${site * 8 + (i >> 8)}.${i & 255}.0/24`);
}

/** One VPN connection with one tunnel, thus one session, a site. */
export function hubDesign({ sites, prefixesEach }: Hub): { readonly design: Design; readonly settings: Settings } {
  const customerGateways: NonNullable<DesignDocument['customerGateways']> = {};
  const vpnConnections: NonNullable<DesignDocument['vpnConnections']> = {};
  for (let site = 0; site < sites; site += 1) {
    customerGateways[`site-${site}`] = {
      bgpAsn: siteAsn(site),
      ipAddress: `198.51.100.${site + 1}`,
      announce: sitePrefixes(site, prefixesEach),
    };
    vpnConnections[`vpn-${site}`] = { customerGateway: `site-${site}`, vpnGateway: 'hub', tunnels: [{}] };
  }
  const document: DesignDocument = {
    routecap: 1,
    vpnGateways: { hub: { amazonSideAsn: hubAsn } },
    customerGateways,
    vpnConnections,
  };
  const { design } = readDesign([{ file: 'hub', document }], () => ({ ok: false, why: 'no files' }));
  if (design === null) throw new Error('the design of the bench cannot be read');
  const { settings } = makeSettings({ design });
  return { design, settings: withRoomFor(settings, sites * prefixesEach) };
}

/** AWS does not raise these caps, but the routers beside us have none. */
function withRoomFor(settings: Settings, routes: number): Settings {
  const caps = ['vgw.routes-from-customer', 'vgw.routes-to-customer'];
  return {
    ...settings,
    quota: (id) => {
      const inForce = settings.quota(id);
      return caps.includes(id) ? { ...inForce, value: Math.max(inForce.value ?? 0, routes) } : inForce;
    },
  };
}
