/// <reference types="vite/client" />

/** A chapter of the handbook, made from Markdown by the build. The HTML holds nothing that people typed into the program. */
declare module '*.md' {
  const chapter: { title: string; html: string }
  export default chapter
}
