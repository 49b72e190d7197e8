// A shop with a gateway in it, which is a node of a control plane elsewhere:
//   KEEPTRUSTS_CONTROL_PLANE=http://127.0.0.1:8080 KEEPTRUSTS_GATEWAY_TOKEN=kt_ak_… SHOP_BADGE=… dotnet run
using EmbeddedGateway;

await Shop.Build("http://127.0.0.1:5080", Needed("KEEPTRUSTS_CONTROL_PLANE"), Needed("KEEPTRUSTS_GATEWAY_TOKEN"), Needed("SHOP_BADGE"), ".keeptrusts-node").RunAsync();

static string Needed(string variable) => Environment.GetEnvironmentVariable(variable) ?? throw new InvalidOperationException($"set {variable}");
