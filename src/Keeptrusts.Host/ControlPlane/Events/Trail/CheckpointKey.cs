using System.Security.Cryptography;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Events.Trail;

/// <summary>The key that signs checkpoints: ECDSA on P-256, in a file of its own, so that who can write the database cannot sign.</summary>
internal sealed class CheckpointKey : IDisposable
{
    public const string FileName = "checkpoint-key.pem";
    public const string PublicFileName = "checkpoint-key.pub.pem";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly ECDsa _key;

    private CheckpointKey(ECDsa key) => (_key, Id) = (key, PublicKeys.IdOf(key));

    public string Id { get; }

    public string PublicPem => _key.ExportSubjectPublicKeyInfoPem() + "\n";

    /// <summary>A key that lives in memory only.</summary>
    public static CheckpointKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads the key of a folder; makes one, readable by its owner only, where there is none.</summary>
    public static Outcome<CheckpointKey> Open(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            if (!File.Exists(path))
            {
                Make(folder, path);
            }

            var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(path));
            return new CheckpointKey(key);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Refusal(RefusalKind.Conflict, $"the key that signs the audit trail cannot be read or made at {path}; give a folder of your own with --keys DIR");
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return new Refusal(RefusalKind.Conflict, $"{path} holds no private key in PEM; put the key back that was there, or remove the file so that a new key is made (checkpoints of the old one then need its public key to verify)");
        }
    }

    public Checkpoint Sign(Checkpoint checkpoint)
    {
        var named = checkpoint with { KeyId = Id, Signature = "" };
        var signature = _key.SignData(CheckpointStatement.Bytes(named), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return named with { Signature = Convert.ToBase64String(signature) };
    }

    public void Dispose() => _key.Dispose();

    private static void Make(string folder, string path)
    {
        using var key = Create();
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly);
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        // Written aside and moved, so that a crash leaves no half key; never over one that another process has just made.
        var made = $"{path}.{Environment.ProcessId}";
        File.Delete(made);
        using (var file = new StreamWriter(made, options))
        {
            file.Write(key._key.ExportPkcs8PrivateKeyPem());
        }

        try
        {
            File.Move(made, path, overwrite: false);
            File.WriteAllText(Path.Combine(folder, PublicFileName), key.PublicPem);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(made);
        }
    }
}
