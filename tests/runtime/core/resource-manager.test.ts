import { memoryStorage, type Storage } from "@specstar/runtime";
import { managerSuite } from "../../conformance/manager.suite.js";

managerSuite("memory, payloads apart", async () => memoryStorage());
managerSuite("memory, payloads with the meta", async () => memoryStorage({ keepsPayloads: true }));
managerSuite("memory, at the far end of a line", async () => atFarEnd(memoryStorage()));

/** The same storage with every call and every answer under way for a while, so that callers get between each other. */
function atFarEnd(storage: Storage): Storage {
  return { ...storage, meta: delaying(storage.meta), revisions: delaying(storage.revisions) };
}

function delaying<Store extends object>(store: Store): Store {
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== "function") return member;
      // A list comes piece by piece; it is no promise.
      if (name === "list") return member.bind(target);
      return async (...args: readonly unknown[]) => {
        await soon();
        const answer: unknown = await Reflect.apply(member, target, args);
        await soon();
        return answer;
      };
    },
  });
}

function soon(): Promise<void> {
  return new Promise((resume) => setImmediate(resume));
}
