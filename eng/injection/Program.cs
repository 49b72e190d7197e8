// Trains the two models of prompt-injection detection from the files in data/ and reports how well they do.
//
//   dotnet run -c Release --project eng/injection -- train            writes src/Keeptrusts.Policy/Injection/Model/weights.bin
//   dotnet run -c Release --project eng/injection -- report [FILE..]  cross-validated figures; files of texts to judge (never trained on):
//                                                                     .json: an array of objects with "prompt", benign; .csv: column "prompt", attacks
using Keeptrusts.Injection.Training;

var data = Path.Combine(AppContext.BaseDirectory, "injection-data");
switch (args)
{
    case ["train"]:
        var target = Path.Combine("src", "Keeptrusts.Policy", "Injection", "Model", "weights.bin");
        File.WriteAllBytes(target, Training.Tables(data));
        Console.WriteLine($"{target} written; build again to use it");
        return 0;
    case ["report", .. var files]:
        Report.Write(data, files);
        return 0;
    default:
        Console.Error.WriteLine("usage: dotnet run -c Release --project eng/injection -- train | report [FILE..]");
        return 2;
}
