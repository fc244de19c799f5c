/**
 * Stands in for the `electron` module where its binary cannot be had: documented names and signatures, Node underneath.
 * It does not prove that Electron itself behaves as documented. With pages that Node plays (`page.ts`) there is no window,
 * no sandbox, no Chromium and no process boundary; with pages in a real browser (`chromium.ts`) there is a Chromium, its
 * content policy, its renderer processes and a world apart for the preload, but that Chromium is not Electron's: its pages
 * stand under https:// instead of app://, `window.open` gives an object where Electron gives null, permissions are asked
 * for before a page is shown, a crashed page comes back in a new tab. In neither is there a native menu, dialog, print
 * dialog or second screen, nor are fuses and the sandbox of the preload in force.
 * What it proves is what our own built code asks of Electron and answers to it, and what people then see.
 */
export { Menu, dialog, display, powerSaveBlocker, safeStorage, screen, shell } from './machine.ts'
export { StandInChannelMain as MessageChannelMain } from './ports.ts'
export { TEMP, USER_DATA, app, ipcMain, protocol, session } from './program.ts'
export { BrowserWindow, StandInContents } from './windows.ts'
