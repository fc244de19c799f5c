/** Where the windows' pages come from: app://mappe/ in the program, the development server while working on it. */

export const SCHEME = 'app'
const PROGRAM_ORIGIN = 'app://mappe'

/** Origin of all pages. `devServer` is the address electron-vite announces; a packaged program ignores it. */
export function pagesOrigin(devServer: string | undefined, isPackaged: boolean): string {
  if (isPackaged || !devServer) return PROGRAM_ORIGIN
  return new URL(devServer).origin
}
