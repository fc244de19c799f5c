/** The port between the journal and whatever keeps its bytes. */

export type JournalStorage = {
  /** Length in bytes. */
  size(): Promise<number>
  /** The bytes from `from` up to, not including, `to`. */
  read(from: number, to: number): Promise<Buffer>
  /** Adds bytes at the end; durable when it resolves. After a rejection any part of the bytes may be there. */
  append(bytes: Uint8Array): Promise<void>
  /** Cuts everything from `length` on; durable when it resolves. */
  truncate(length: number): Promise<void>
  /** Puts other bytes in place of all, whole or not at all; durable when it resolves. */
  replace(bytes: Uint8Array): Promise<void>
  close(): Promise<void>
}
