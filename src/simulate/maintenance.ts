/** Replacement of tunnel endpoints (TS-UPD): one tunnel of a connection at a time, the other preferred by its MED. */
import type { SessionRun } from './session-run.ts';
import type { World } from './world.ts';

export interface MaintenanceHooks {
  /** What is announced on the session has another MED now. */
  readonly medChanged: (run: SessionRun) => void;
  /** The tunnel is taken away, or given back. */
  readonly setLink: (run: SessionRun) => void;
}

export class Maintenance {
  readonly #world: World;
  readonly #hooks: MaintenanceHooks;
  readonly #waiting: { readonly connection: string; readonly session: string }[] = [];

  constructor(world: World, hooks: MaintenanceHooks) {
    this.#world = world;
    this.#hooks = hooks;
  }

  begin(connection: string, session: string): void {
    const run = this.#world.runs.get(session);
    if (run === undefined) return;
    if (
      [...this.#world.runs.values()].some(
        (each) => each.session.connection === connection && (each.extraMed !== null || each.away),
      )
    ) {
      this.#waiting.push({ connection, session });
      return;
    }
    run.extraMed = this.#world.timing.maintenanceMed;
    this.#tell(run, 'medLowered');
    this.#world.clock.soon(this.#world.timing.updateMs, () => this.#hooks.medChanged(run));
    this.#world.clock.soon(this.#world.timing.maintenanceNoticeMs, () => {
      run.away = true;
      this.#tell(run, 'replacing');
      this.#hooks.setLink(run);
    });
    this.#world.clock.soon(this.#world.timing.maintenanceNoticeMs + this.#world.timing.maintenanceMs, () => {
      run.away = false;
      this.#tell(run, 'replaced');
      this.#hooks.setLink(run);
      // A tunnel that is down for other reasons has nothing more to wait for.
      if (!run.linkUp && run.extraMed !== null) this.end(run);
    });
  }

  #tell(run: SessionRun, phase: 'medLowered' | 'replacing' | 'replaced' | 'done'): void {
    if (!run.removed)
      this.#world.emit({ kind: 'maintenance', connection: run.session.connection, session: run.session.id, phase });
  }

  end(run: SessionRun): void {
    run.extraMed = null;
    this.#tell(run, 'done');
    const at = this.#waiting.findIndex(({ connection }) => connection === run.session.connection);
    const [next] = at === -1 ? [] : this.#waiting.splice(at, 1);
    if (next !== undefined) this.#world.clock.soon(0, () => this.begin(next.connection, next.session));
  }
}
