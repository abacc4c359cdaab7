import { ModuleMocker } from 'jest-mock'

/** Jest's environment without a global object of its own: tests run in Node's, as the rooms do. Jest calls it with `new`. */
export default function openEnvironment(): object {
  const { exit } = process
  return {
    global: globalThis,
    moduleMocker: new ModuleMocker(globalThis),
    getVmContext: () => null,
    setup: async () => {},
    // Jest wraps it for each file, to tell which one called it.
    teardown: async () => void (process.exit = exit)
  }
}
