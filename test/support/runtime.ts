import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const require = createRequire(import.meta.url)
const { default: Runtime } = require('jest-runtime') as typeof import('jest-runtime')
const eventHandlers = Symbol.for('EVENT_HANDLERS')

/**
 * Jest's runtime with Node itself as the loader: a test file and all it imports are loaded as the rooms load them, and what one file has
 * loaded is there for the next. Jest's own loads a thousand modules anew for each file. Jest calls it with `new`.
 */
export default function openRuntime(...given: ConstructorParameters<typeof Runtime>): InstanceType<typeof Runtime> {
  return Object.assign(new Runtime(...given), {
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: (path: string) => import(`${pathToFileURL(path).href}?${Date.now()}`),
    /** What gathers a file's tests and runs them: new for each file. */
    requireInternalModule(path: string) {
      delete require.cache[path]
      Reflect.deleteProperty(globalThis, eventHandlers)
      return require(path)
    }
  })
}
