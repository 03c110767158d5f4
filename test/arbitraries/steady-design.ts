/** Turns of drawn designs: without routers that pass on what they learn, and with routes known by number alone. */
import type { Case } from './design.ts';

/** Designs without transit routers settle in one round, and are solved in part after a failure. */
export function steady(drawn: Case): Case {
  const routers = Object.entries(drawn.document.routers ?? {});
  return {
    ...drawn,
    document: {
      ...drawn.document,
      routers: Object.fromEntries(routers.map(([name, router]) => [name, { ...router, transit: false }])),
    },
  };
}

/** Announces `count` routes without names at the first router. */
export function withCount(drawn: Case, count: number): Case {
  const [first, ...others] = Object.entries(drawn.document.routers ?? {});
  if (count === 0 || first === undefined) return drawn;
  const [name, router] = first;
  const announce = [...(router.announce ?? []), { count }];
  return {
    ...drawn,
    document: { ...drawn.document, routers: Object.fromEntries([[name, { ...router, announce }], ...others]) },
  };
}
