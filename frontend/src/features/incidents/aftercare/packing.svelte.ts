import { isTrouble } from '../../../shared/api/errors';
import { savePack, savePackOf } from './pack';

/** The pack while it is made and taken along. */
export class Packing {
  busy = $state(false);
  error = $state.raw<unknown>(null);

  async save(of: { report: string } | { receipt: string }): Promise<void> {
    this.busy = true;
    try {
      await ('report' in of ? savePack(of.report) : savePackOf(of.receipt));
      this.error = null;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      this.error = cause;
    } finally {
      this.busy = false;
    }
  }
}
