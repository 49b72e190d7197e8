// Writes docs/entities from what the detectors say of themselves. Run it from the root of the repository:
//
//   dotnet run eng/GenerateEntityPages.cs
#:project ../src/Keeptrusts.Policy/Keeptrusts.Policy.csproj
#:property PublishAot=false
using Keeptrusts.Policy.Detectors;

const string Folder = "docs/entities";
Directory.CreateDirectory(Folder);
var pages = EntityPages.Render();
foreach (var stale in Directory.GetFiles(Folder).Where(f => !pages.ContainsKey(Path.GetFileName(f))))
{
    File.Delete(stale);
}

foreach (var (name, text) in pages)
{
    File.WriteAllText(Path.Combine(Folder, name), text);
}

Console.WriteLine($"{pages.Count} pages written to {Folder}");
