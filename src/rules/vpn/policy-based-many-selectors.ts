/** AWS keeps one pair of security associations a tunnel; a policy-based device may ask for more. */
import type { Breach, Rule } from '../rule.ts';

export const policyBasedManySelectors: Rule = {
  id: 'vpn/policy-based-many-selectors',
  severity: 'error',
  title: 'A policy-based device with more than one traffic selector',
  why: 'The AWS side is route-based and keeps a single security association a tunnel. With several selectors they push each other out, and some networks lose traffic from time to time.',
  fix: 'Merge the selectors into one (for example 0.0.0.0/0 on both sides) and filter elsewhere, or make the device route-based.',
  facts: ['F91'],
  *check({ design }): Iterable<Breach> {
    for (const [name, gateway] of Object.entries(design.customerGateways)) {
      const { routing, trafficSelectors } = gateway;
      if (routing === 'route-based') continue;
      if (trafficSelectors !== null && trafficSelectors > 1) {
        yield {
          subject: name,
          message: `Customer gateway ${name} asks for ${trafficSelectors} traffic selectors; AWS keeps one security association a tunnel, so the limit is 1.`,
          args: { count: trafficSelectors, cap: 1 },
          path: ['customerGateways', name, 'trafficSelectors'],
        };
      } else if (routing === 'policy-based' && trafficSelectors === null) {
        yield {
          subject: name,
          severity: 'warning',
          message: `Customer gateway ${name} is policy-based and does not say how many traffic selectors it has; AWS takes only 1.`,
          args: { count: null, cap: 1 },
          path: ['customerGateways', name, 'routing'],
          fix: 'Make sure the device uses a single selector, and say so with trafficSelectors: 1.',
        };
      }
    }
  },
};
