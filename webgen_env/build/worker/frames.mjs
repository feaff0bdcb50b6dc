/** Length-prefixed messages: two big-endian 32-bit lengths, then JSON, then the bytes that JSON would only inflate. */
import { Buffer } from "node:buffer";
import { writeSync } from "node:fs";

const HEADER = 8;

/** Messages of a readable stream, one parsed object each. Ends when the stream ends. */
export async function* readFrames(stream) {
  let chunks = [];
  let held = 0;
  let wanted = HEADER;
  for await (const chunk of stream) {
    chunks.push(chunk);
    held += chunk.length;
    while (held >= wanted) {
      const data = Buffer.concat(chunks);
      const end = HEADER + data.readUInt32BE(0) + data.readUInt32BE(4);
      if (data.length >= end) {
        yield JSON.parse(data.toString("utf8", HEADER, HEADER + data.readUInt32BE(0)));
        chunks = [data.subarray(end)];
        held = data.length - end;
        wanted = HEADER;
      } else {
        chunks = [data];
        wanted = end;
      }
    }
  }
}

/** Write one message to a descriptor, blocking until the other side has taken it. */
export function writeFrame(descriptor, value, blobs = []) {
  const json = Buffer.from(JSON.stringify(value), "utf8");
  const header = Buffer.alloc(HEADER);
  header.writeUInt32BE(json.length, 0);
  header.writeUInt32BE(
    blobs.reduce((total, blob) => total + blob.length, 0),
    4,
  );
  for (const part of [header, json, ...blobs]) {
    for (let sent = 0; sent < part.length; ) {
      sent += writeSync(descriptor, part, sent);
    }
  }
}
