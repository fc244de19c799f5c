/** The switch for the house network as the core knows it: whoever serves stations fits one in, and the choice outlives a restart. */
import { join } from 'node:path'
import { z } from 'zod'
import type { NetworkStatus } from '../shared/contract/network.ts'
import { networkChoiceSchema } from '../shared/contract/network.ts'
import { MappeError } from '../shared/errors.ts'
import type { DataFolder } from './folder/data-folder.ts'

export type NetworkChoice = z.infer<typeof networkChoiceSchema>

export type HouseNetwork = {
  status: () => NetworkStatus
  choose: (choice: NetworkChoice) => Promise<NetworkStatus>
}

/** Set by whoever serves stations. */
type Fitted = { network: HouseNetwork | null }
type Folder = Pick<DataFolder, 'path' | 'files'>

const fileIn = ({ path }: Pick<DataFolder, 'path'>) => join(path, 'network.json')

/** What was chosen for this ceremony; off where nothing was, or where the note cannot be read. */
export async function readNetworkChoice(folder: Folder): Promise<NetworkChoice> {
  try {
    return networkChoiceSchema.parse(JSON.parse((await folder.files.read(fileIn(folder))).toString('utf8')))
  } catch {
    return { isOn: false, address: null }
  }
}

/** Switches, and keeps the choice: after a restart in the midst of the evening the tablets must find their host again. */
export async function chooseNetwork(
  parts: Fitted & { folder: Folder },
  choice: NetworkChoice,
): Promise<NetworkStatus> {
  const status = await networkOf(parts).choose(choice)
  await parts.folder.files.write(fileIn(parts.folder), Buffer.from(JSON.stringify(choice)))
  return status
}

/** @throws MappeError NOT_ALLOWED_NOW where nothing serves stations, as in a run on the command line */
export function networkOf({ network }: Fitted): HouseNetwork {
  if (!network) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'no-server' })
  return network
}
