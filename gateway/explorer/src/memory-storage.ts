import type { GraphiQLProvider } from '@graphiql/react'
import type { ComponentProps } from 'react'

type Storage = NonNullable<ComponentProps<typeof GraphiQLProvider>['storage']>

/** What GraphiQL would keep in the browser dies with the page: queries may hold personal data. */
export function createMemoryStorage(): Storage {
  const kept = new Map<string, string>()
  return {
    get length() {
      return kept.size
    },
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear()
  }
}
