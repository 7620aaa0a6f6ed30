import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Draws every icon of the product from one SVG. The build runs it with jsvg beside it:
 * {@code java -cp jsvg.jar MakeIcons.java SVG RESOURCES INSTALLER}. Stage icons go to RESOURCES, which ends
 * in the jar; .ico, .icns and large pictures go to INSTALLER, which does not.
 */
class MakeIcons {

    private static final List<Integer> STAGE = List.of(16, 32, 48, 64, 128, 256);
    private static final List<Integer> LARGE = List.of(512, 1024);

    /** Apple's type codes for PNG entries; @2x codes share a picture with the plain code of that size. */
    private static final Map<String, Integer> ICNS = new LinkedHashMap<>();
    static {
        ICNS.put("icp4", 16);
        ICNS.put("icp5", 32);
        ICNS.put("icp6", 64);
        ICNS.put("ic07", 128);
        ICNS.put("ic08", 256);
        ICNS.put("ic09", 512);
        ICNS.put("ic10", 1024);
        ICNS.put("ic11", 32);
        ICNS.put("ic12", 64);
        ICNS.put("ic13", 256);
        ICNS.put("ic14", 512);
    }

    public static void main(String[] args) throws IOException {
        var drawing = new SVGLoader().load(Path.of(args[0]).toUri().toURL());
        var resources = Files.createDirectories(Path.of(args[1]));
        var installer = Files.createDirectories(Path.of(args[2]));
        var pictures = new LinkedHashMap<Integer, byte[]>();
        for (int size : STAGE) {
            pictures.put(size, png(drawing, size));
            Files.write(resources.resolve("tollgate-" + size + ".png"), pictures.get(size));
        }
        for (int size : LARGE) {
            pictures.put(size, png(drawing, size));
        }
        for (var picture : pictures.entrySet()) {
            Files.write(installer.resolve("tollgate-" + picture.getKey() + ".png"), picture.getValue());
        }
        Files.write(installer.resolve("tollgate.ico"), ico(pictures));
        Files.write(installer.resolve("tollgate.icns"), icns(pictures));
    }

    private static byte[] png(SVGDocument drawing, int size) throws IOException {
        var image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        drawing.render(null, graphics, new ViewBox(size, size));
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    /** A directory of 16-byte entries, then the PNGs; in a byte 256 is written as 0. */
    private static byte[] ico(Map<Integer, byte[]> pictures) {
        int start = 6 + 16 * STAGE.size();
        int length = start + STAGE.stream().mapToInt(size -> pictures.get(size).length).sum();
        var out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort((short) 0).putShort((short) 1).putShort((short) STAGE.size());
        int offset = start;
        for (int size : STAGE) {
            var picture = pictures.get(size);
            out.put((byte) size).put((byte) size).put((byte) 0).put((byte) 0);
            out.putShort((short) 1).putShort((short) 32).putInt(picture.length).putInt(offset);
            offset += picture.length;
        }
        for (int size : STAGE) {
            out.put(pictures.get(size));
        }
        return out.array();
    }

    /** {@code icns}, whole length, then type, length and PNG of each entry; lengths count their own header. */
    private static byte[] icns(Map<Integer, byte[]> pictures) {
        int length = 8 + ICNS.values().stream().mapToInt(size -> 8 + pictures.get(size).length).sum();
        var out = ByteBuffer.allocate(length);
        out.put("icns".getBytes(StandardCharsets.US_ASCII)).putInt(length);
        for (var entry : ICNS.entrySet()) {
            var picture = pictures.get(entry.getValue());
            out.put(entry.getKey().getBytes(StandardCharsets.US_ASCII)).putInt(8 + picture.length).put(picture);
        }
        return out.array();
    }
}
