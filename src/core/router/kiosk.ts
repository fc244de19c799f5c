/** The signing tablet as a kiosk. */
import type { CoreParts } from '../core-parts.ts'
import type { Base } from './base.ts'

export function kioskRouter({ kiosk }: Base, { kioskPin }: CoreParts) {
  return {
    status: kiosk.status.handler(() => ({ isLocked: kioskPin.isSet() })),
    choosePin: kiosk.choosePin.handler(({ input: { pin } }) => kioskPin.choose(pin)),
    leave: kiosk.leave.handler(({ input: { pin } }) => kioskPin.check(pin)),
  }
}
