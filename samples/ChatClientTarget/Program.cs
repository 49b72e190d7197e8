// Serves a model of the host's own, governed:
//   dotnet run
// It makes a gateway key at the first start, keeps its hash in gateway-keys.json, and prints it once.
using System.Security.Cryptography;
using ChatClientTarget;
using Keeptrusts.Policy.Keys;

const string keyFile = "gateway-keys.json";
if (!File.Exists(keyFile))
{
    var key = GatewayKey.Create(KeyKind.Gateway, RandomNumberGenerator.GetBytes(GatewayKey.RandomByteCount));
    File.WriteAllText(keyFile, $$"""[{ "sha256": "{{Convert.ToHexStringLower(key.Hash())}}", "name": "sample", "team": "samples" }]""");
    Console.WriteLine($"api key, shown once: {key.Reveal()}");
}

await SampleHost.Build("http://127.0.0.1:41002", keyFile, Path.Combine(".keeptrusts", "journal")).RunAsync();
