/** How a route came to a place, in words and as data for JSON. */
import { formatPrefix } from '../net/format-prefix.ts';
import type { PlacedRoute, RouteSource } from '../aws/solution.ts';
import { shortSessions } from './short-sessions.ts';

/** A few words that say over what the route leads. */
export function sourceText(source: RouteSource): string {
  switch (source.kind) {
    case 'session':
      return source.session.id;
    case 'staticVpn':
      return `${source.session.id} (static)`;
    case 'vpc':
      return `VPC ${source.vpc}`;
    case 'directConnectGateway':
      return `Direct Connect gateway ${source.name}`;
    case 'staticAttachment':
      return `${source.attachment} (static)`;
    case 'blackhole':
      return 'blackhole';
    case 'local':
      return 'local';
    case 'vpnGateway':
      return `VPN gateway ${source.name}${source.propagated ? '' : ' (static)'}`;
    case 'transitGateway':
      return `transit gateway ${source.name} (static)`;
    case 'outside':
      return `${source.name} (not modelled)`;
    case 'own':
      return 'own network';
  }
}

/** Over what an entry leads: alternatives by "or", routes used together by "+". */
export function alternativesText(alternatives: readonly (readonly PlacedRoute[])[]): string {
  const groups = alternatives.map((group) => shortSessions(group.map((route) => sourceText(route.source))).join(' + '));
  return groups.join(' or ');
}

export interface RouteData {
  readonly prefix: string;
  readonly source: Readonly<Record<string, string | boolean | null>>;
  readonly asPath: readonly number[];
  readonly origin: string;
  readonly med: number | null;
  readonly localPreference: number | null;
  readonly communities: readonly string[];
  readonly status: 'certain' | 'possible';
}

export function routeData(route: PlacedRoute): RouteData {
  const { attributes } = route;
  return {
    prefix: formatPrefix(route.prefix),
    source: sourceData(route.source),
    asPath: attributes.asPath,
    origin: attributes.origin,
    med: attributes.med,
    localPreference: attributes.localPreference,
    communities: attributes.communities,
    status: route.certain ? 'certain' : 'possible',
  };
}

function sourceData(source: RouteSource): Readonly<Record<string, string | boolean | null>> {
  if (source.kind === 'session' || source.kind === 'staticVpn') {
    return { kind: source.kind, session: source.session.id };
  }
  return { ...source };
}

/** `path 65010 65100 · MED 50`; empty for a route that came by no BGP. */
export function attributesText(route: PlacedRoute): string {
  const { asPath, med, localPreference } = route.attributes;
  return [
    ...(asPath.length > 0 ? [`path ${asPath.join(' ')}`] : []),
    ...(med === null ? [] : [`MED ${med}`]),
    ...(localPreference === null ? [] : [`local preference ${localPreference}`]),
  ].join(' · ');
}
