/// <reference types="vite/client" />

/** What the preload script puts into an Electron window; absent in a browser. */
interface Window {
  readonly mappe?: {
    readonly shell: 'electron'
    /** Prints a PDF through the operating system's dialog. */
    readonly print?: (pdf: ArrayBuffer) => Promise<void>
  }
}
