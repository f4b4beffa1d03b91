/** What the AWS SDK warns of comes before there is progress to show, and not in the middle of it. */
import { collect } from "../../../../bin/cordon/collect";
import { inFolderWith } from "../folder";

jest.mock("@aws-sdk/client-ec2", () => ({
  EC2Client: class {
    public readonly config = { region: () => Promise.resolve("us-east-1") };
    public readonly destroy = (): void => undefined;

    public constructor() {
      // As Node prints a warning: not at once, but when what is at work has had its turn.
      process.nextTick(() => process.stderr.write("Warning: a newer Node\n"));
    }
  },
}));

test("the SDK's warning stands above the progress", async () => {
  const { stderr } = await inFolderWith({}, () => collect({ region: "us-east-1" }));
  expect(stderr).toMatch(/^Warning: a newer Node\n(?:.|\n)*Reading us-east-1/);
});
