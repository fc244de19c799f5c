/** The house network: whether other devices may join, and how they find the host. */
import { z } from 'zod'
import { forOrganizer } from './procedure.ts'

/** `address`: the one to listen at; null for all this computer has. */
export const networkChoiceSchema = z.strictObject({
  isOn: z.boolean(),
  address: z.ipv4().nullable(),
})

export const networkStatusSchema = z.object({
  isOn: z.boolean(),
  chosen: z.string().nullable(),
  interfaces: z.array(z.object({ name: z.string(), address: z.string() })),
  /** Addresses that other devices can open now. */
  urls: z.array(z.string()),
  /** Addresses that were good a while ago and are gone since the computer got another one. */
  formerUrls: z.array(z.string()),
  wantedPort: z.int(),
  /** SHA-256 of the certificate of the host's own authority; null while the network is off. */
  authorityFingerprint: z.string().nullable(),
  /** `chosen-gone`: this computer has other addresses, but not the chosen one. */
  problem: z.enum(['no-network', 'chosen-gone', 'port-taken']).nullable(),
})
export type NetworkStatus = z.infer<typeof networkStatusSchema>

export const networkContract = {
  status: forOrganizer.output(networkStatusSchema),
  choose: forOrganizer.input(networkChoiceSchema).output(networkStatusSchema),
}
