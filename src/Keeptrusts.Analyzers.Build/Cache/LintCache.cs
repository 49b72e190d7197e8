using System.Text;

namespace Keeptrusts.Analyzers.Build.Cache;

/// <summary>
/// The lints of the build before. It only saves work: where it is missing, damaged or cannot be written, documents are linted again.
/// </summary>
/// <param name="file">Where it is kept.</param>
/// <param name="conditions">What else findings depend on: the linter itself, the environment, the day.</param>
internal sealed class LintCache(string file, string conditions)
{
    private const string Format = "keeptrusts policy lint 1";

    /// <summary>The records, by the documents' full paths; none where the conditions were others.</summary>
    public Dictionary<string, LintRecord> Read()
    {
        var records = new Dictionary<string, LintRecord>(StringComparer.Ordinal);
        try
        {
            if (File.Exists(file))
            {
                using var reader = new BinaryReader(new MemoryStream(File.ReadAllBytes(file)), Encoding.UTF8);
                if (reader.ReadString() == Format && reader.ReadString() == conditions)
                {
                    foreach (var record in FindingReader.List(reader, () => Record(reader)))
                    {
                        records[record.Path] = record;
                    }
                }
            }
        }
        catch (Exception e) when (IsTrouble(e))
        {
            records.Clear();
        }

        return records;
    }

    /// <summary>Keeps the records. Two builds may do so at once, and one may be stopped in the middle: readers see one whole file or another.</summary>
    /// <returns>Whether they could be kept.</returns>
    public bool Write(IReadOnlyCollection<LintRecord> records)
    {
        var beside = $"{file}.{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using (var writer = new BinaryWriter(File.Create(beside), Encoding.UTF8))
            {
                writer.Write(Format);
                writer.Write(conditions);
                writer.Write(records.Count);
                foreach (var record in records)
                {
                    Write(writer, record);
                }
            }

            File.Delete(file);
            File.Move(beside, file);
            return true;
        }
        catch (Exception e) when (IsTrouble(e))
        {
            TryDelete(beside);
            return false;
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (IsTrouble(e))
        {
            // What cannot be written can mostly not be deleted either.
        }
    }

    private static bool IsTrouble(Exception e) => e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or FormatException or OutOfMemoryException;

    private static void Write(BinaryWriter writer, LintRecord record)
    {
        writer.Write(record.Path);
        writer.Write(record.Hash);
        writer.Write(record.Variables.Count);
        foreach (var variable in record.Variables)
        {
            writer.Write(variable.Key);
            writer.Write(variable.Value);
        }

        writer.Write(record.Files.Count);
        foreach (var asked in record.Files)
        {
            writer.Write(asked.Key);
            writer.Write(asked.Value);
        }

        writer.Write(record.Findings.Count);
        foreach (var finding in record.Findings)
        {
            FindingWriter.Write(writer, finding);
        }
    }

    private static LintRecord Record(BinaryReader reader)
    {
        var (path, hash) = (reader.ReadString(), reader.ReadString());
        var variables = FindingReader.List(reader, () => (Name: reader.ReadString(), IsSet: reader.ReadBoolean()));
        var files = FindingReader.List(reader, () => (Name: reader.ReadString(), Hash: reader.ReadString()));
        return new LintRecord(
            path,
            hash,
            variables.ToDictionary(v => v.Name, v => v.IsSet, StringComparer.Ordinal),
            files.ToDictionary(f => f.Name, f => f.Hash, StringComparer.Ordinal),
            FindingReader.List(reader, () => FindingReader.Read(reader)));
    }
}
