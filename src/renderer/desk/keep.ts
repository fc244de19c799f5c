/** What a desk keeps on its device: the acts the host does not have yet, and the list it last heard. */
import { deleteDB, openDB } from 'idb'
import type { DBSchema, IDBPDatabase } from 'idb'
import type { StationId } from '../../shared/domain/ids.ts'
import { emptyState } from '../../shared/domain/evolve.ts'
import type { State } from '../../shared/domain/state.ts'
import type { Act } from './act.ts'

/** Who this device is, learnt from the host. */
export type OwnStation = { id: StationId; name: string }

/** The list of guests as last heard. */
export type KeptList = {
  state: State
  /** When the host was last heard, by this device's clock. */
  heardAt: number
}

export type DeskKeep = {
  /** False: all is gone when the page is closed or loaded anew. */
  isDurable: boolean
  acts: () => Promise<Act[]>
  /** Resolves once it would survive a crash of browser and machine. */
  putAct: (act: Act) => Promise<void>
  removeActs: (acts: readonly Act[]) => Promise<void>
  list: () => Promise<KeptList | null>
  putList: (list: KeptList) => Promise<void>
  own: () => Promise<OwnStation | null>
  putOwn: (own: OwnStation) => Promise<void>
  /** Leaves nothing behind. */
  forget: () => Promise<void>
  close: () => void
}

type Schema = DBSchema & {
  acts: { key: string; value: Act }
  desk: { key: 'list' | 'own' | 'token'; value: KeptList | OwnStation | string }
}

/** After a day without the host the list is no help any more, only a risk. */
const LIST_KEPT_MS = 24 * 60 * 60_000
const VERSION = 1

/**
 * The device's own storage for the holder of this token. A list that came under another token is dropped.
 * Where the browser has no storage to give, the desk works from memory and says so.
 */
export async function openDeskKeep(name: string, token: string, now = Date.now): Promise<DeskKeep> {
  try {
    const db = await opened(name)
    await dropForeignList(db, token, now)
    return keepIn(db, name)
  } catch {
    return memoryKeep()
  }
}

/** Removes what a desk kept, whoever it was. */
export const forgetDesk = (name: string): Promise<void> => deleteDB(name).catch(() => {})

/** How many acts there the host was never told of; 0 where nothing is kept. */
export async function untoldActs(name: string): Promise<number> {
  try {
    const db = await opened(name)
    const acts = await db.getAll('acts')
    db.close()
    return acts.filter(({ seq }) => seq === null).length
  } catch {
    return 0
  }
}

const opened = (name: string) =>
  openDB<Schema>(name, VERSION, {
    upgrade: (fresh) => {
      fresh.createObjectStore('acts', { keyPath: 'commandId' })
      fresh.createObjectStore('desk')
    },
    // another tab upgrades or deletes: let it, everything important is written at once
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  })

async function dropForeignList(db: IDBPDatabase<Schema>, token: string, now: () => number): Promise<void> {
  const list = await db.get('desk', 'list')
  const heardAt = typeof list === 'object' && 'heardAt' in list ? list.heardAt : 0
  const isOurs = (await db.get('desk', 'token')) === token
  if (isOurs && now() - heardAt < LIST_KEPT_MS) return
  const { store, done } = db.transaction('desk', 'readwrite')
  await Promise.all([
    store.delete('list'),
    ...(isOurs ? [] : [store.delete('own')]),
    store.put(token, 'token'),
  ])
  await done
}

function keepIn(db: IDBPDatabase<Schema>, name: string): DeskKeep {
  const writeActs = async (
    write: (acts: { put: (act: Act) => unknown; delete: (id: string) => unknown }) => void,
  ) => {
    const { store, done } = db.transaction('acts', 'readwrite', { durability: 'strict' })
    write(store)
    await done
  }
  return {
    isDurable: true,
    acts: async () => (await db.getAll('acts')).toSorted((a, b) => a.place - b.place),
    putAct: (act) => writeActs((acts) => void acts.put(act)),
    removeActs: (gone) => writeActs((acts) => gone.forEach(({ commandId }) => acts.delete(commandId))),
    list: async () => {
      const kept = await db.get('desk', 'list')
      return typeof kept === 'object' && 'state' in kept
        ? // kept by an earlier version of the program
          { ...kept, state: { ...emptyState(), ...kept.state } }
        : null
    },
    putList: async (list) => void (await db.put('desk', list, 'list')),
    own: async () => {
      const kept = await db.get('desk', 'own')
      return typeof kept === 'object' && 'name' in kept ? kept : null
    },
    putOwn: async (own) => void (await db.put('desk', own, 'own')),
    forget: async () => {
      await Promise.all([db.clear('acts'), db.clear('desk')])
      db.close()
      await forgetDesk(name)
    },
    close: () => db.close(),
  }
}

/** The same without a disk. */
export function memoryKeep(): DeskKeep {
  const acts = new Map<string, Act>()
  let own: OwnStation | null = null
  return {
    isDurable: false,
    acts: async () => [...acts.values()],
    putAct: async (act) => void acts.set(act.commandId, act),
    removeActs: async (gone) => gone.forEach(({ commandId }) => acts.delete(commandId)),
    list: async () => null,
    putList: async () => {},
    own: async () => own,
    putOwn: async (given) => void (own = given),
    forget: async () => acts.clear(),
    close: () => {},
  }
}
