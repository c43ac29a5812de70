/** A server in a process of its own, that takes its time to answer. Prints its URL, and what happens to its storage. */
import { serve } from "@specstar/runtime/express";
import express from "express";

const app = express();
app.get("/slow", (_req, res) => {
  process.stdout.write("asked\n");
  setTimeout(() => res.end("slow"), 400);
});
app.get("/never", () => void process.stdout.write("asked\n"));

const storage = {
  close: async () => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.stdout.write("storage closed\n");
  },
};
await serve(app, { storage, port: 0 });
