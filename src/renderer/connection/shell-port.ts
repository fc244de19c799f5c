/** The port that an Electron window gets from its preload script, once per wish. */

declare global {
  interface Window {
    /** What the preload script puts into an Electron window; absent in a browser. */
    readonly mappe?: {
      readonly shell: 'electron'
      /** Prints a PDF through the operating system's dialog. */
      readonly print?: (pdf: ArrayBuffer) => Promise<void>
    }
  }
}

const WISH = 'mappe:port-wanted'
const GIFT = 'mappe:port'

export const isInShell = (): boolean => window.mappe?.shell === 'electron'

/** Asks for a port and waits for it. Also takes one that comes unasked. */
export function requestPort(): Promise<MessagePort> {
  return new Promise((resolve) => {
    function receive(event: MessageEvent) {
      const [port] = event.ports
      if (event.source !== window || event.data !== GIFT || !port) return
      window.removeEventListener('message', receive)
      resolve(port)
    }
    window.addEventListener('message', receive)
    window.postMessage(WISH, window.location.origin)
  })
}
