import { defineConfig } from 'vite'

export default defineConfig({
  base: '/',
  oxc: { jsx: { runtime: 'automatic' } },
  // Without these Monaco's GraphQL worker fails in `vite dev`, silently.
  optimizeDeps: { include: ['monaco-graphql > picomatch-browser', 'graphql-language-service', 'graphql'] },
  build: { target: 'es2023', chunkSizeWarningLimit: 8_000, reportCompressedSize: false },
  server: { proxy: { '/graphql': 'http://localhost:4000', '/demo': 'http://localhost:4000' } }
})
