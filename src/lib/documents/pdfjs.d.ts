/** Loaded for what it leaves behind: the worker's side of the library, in this thread. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.min.mjs'
