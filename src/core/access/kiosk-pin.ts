/** The organizer's PIN, the only way out of a signing tablet. */
import { join } from 'node:path'
import { MappeError } from '../../shared/errors.ts'
import { plainFiles, type FileAccess } from '../folder/folder-files.ts'
import { fitsPin, hashPin, pinHashSchema, type PinHash } from './pin-hash.ts'
import { slowedTries } from './slowed-tries.ts'

const FILE = 'kiosk-pin.json'

export type KioskPin = {
  isSet: () => boolean
  /** Null takes it away. */
  choose: (pin: string | null) => Promise<void>
  /** @throws MappeError PIN_WRONG; PIN_LOCKED { seconds } while a wrong one is waited out. Nothing to do where none is set. */
  check: (pin: string) => Promise<void>
}

export async function openKioskPin(
  dataDir: string,
  now: () => Date,
  files: FileAccess = plainFiles(),
): Promise<KioskPin> {
  const file = join(dataDir, FILE)
  let kept = await read(file, files)
  const tries = slowedTries(now)
  return {
    isSet: () => kept !== null,
    async choose(pin) {
      const next = pin === null ? null : await hashPin(pin)
      await files.write(file, Buffer.from(JSON.stringify(next)))
      kept = next
      tries.forget()
    },
    async check(pin) {
      const right = kept
      if (right === null) return
      if (!(await tries.attempt(() => fitsPin(pin, right)))) throw new MappeError('PIN_WRONG')
    },
  }
}

async function read(file: string, files: FileAccess): Promise<PinHash | null> {
  try {
    return pinHashSchema.nullable().parse(JSON.parse((await files.read(file)).toString('utf8')))
  } catch {
    return null
  }
}
