import { TestEnvironment } from 'jest-environment-node'
import vm from 'node:vm'

/**
 * Jest's environment of Node, with a global object as V8 makes it. The one that Jest makes stands behind a proxy, where every look at
 * `Object`, `Map` or `Promise` costs half a microsecond: twenty times as much. Jest calls it with `new`.
 */
export default function openEnvironment(...given: ConstructorParameters<typeof TestEnvironment>): InstanceType<typeof TestEnvironment> {
  const { createContext } = vm
  vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY)
  try {
    return new TestEnvironment(...given)
  } finally {
    vm.createContext = createContext
  }
}
