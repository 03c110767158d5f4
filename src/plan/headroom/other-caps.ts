/** The same settings with other caps: every adjustable quota raised as far as AWS says it can be, or no cap at all. */
import type { Settings } from '../../aws/settings.ts';

/** Null where AWS names no highest value. */
export function withQuotasRaised(settings: Settings): Settings {
  return {
    ...settings,
    quota: (id) => {
      const inForce = settings.quota(id);
      if (!inForce.quota.adjustable || inForce.value === null) return inForce;
      const { maximum } = inForce.quota;
      return { ...inForce, value: maximum === null ? null : Math.max(maximum, inForce.value), overridden: true };
    },
  };
}

/** What is solved with these breaks nowhere: counts grow without one reset relieving another cap. */
export function withoutCaps(settings: Settings): Settings {
  return { ...settings, quota: (id) => ({ ...settings.quota(id), value: Infinity }) };
}
